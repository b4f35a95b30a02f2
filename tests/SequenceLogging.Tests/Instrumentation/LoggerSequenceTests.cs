using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Tests.Instrumentation;

public class LoggerSequenceTests
{
    [Fact]
    public async Task StepLogsAStep()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.Step("User_Flow_1_Start");
        log.Logger.Step("Payment_Step_2_PaymentDetected", StepStatus.Failed, new TimeoutException("No answer"));
        log.Logger.Step("CreateAd_Step_7_PaymentMethod", StepStatus.Skipped);

        var records = await log.StoredAsync();
        Assert.Equal([StepStatus.Completed, StepStatus.Failed, StepStatus.Skipped], records.Select(r => r.StepStatus));
        Assert.Equal("User_Flow_1_Start completed", records[0].Message);
        Assert.Contains("No answer", records[1].Error);
        Assert.All(records, r => Assert.Null(r.Metadata));
        Assert.Equal(
            [LogEventLevel.Information, LogEventLevel.Error, LogEventLevel.Information],
            log.Collected.Events.Select(e => e.Level));
    }

    [Fact]
    public async Task StepSaysMoreWithATemplate()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.Step("CreateAd_Step_6_CalculatePrice", "{Price} {Currency}", 12.5m, "TON");
        log.Logger.Step("User_Flow_3_MainMenu", "shown");
        log.Logger.Step("User_Flow_2_LanguageSelect", "chose {Language}", null);

        var records = await log.StoredAsync();
        Assert.Equal(
            [
                "CreateAd_Step_6_CalculatePrice: 12.5 TON",
                "User_Flow_3_MainMenu: shown",
                "User_Flow_2_LanguageSelect: chose null",
            ],
            records.Select(r => r.Message));
        Assert.Equal("""{"Price":12.5,"Currency":"TON"}""", records[0].Metadata);
    }

    [Fact]
    public async Task LinkLogsALink()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.Link("ads", "ad", 87);
        log.Logger.Link("payments", "ton_payment", "TE5768", "retry");
        log.Logger.Link(ComponentLink.Parse("published_messages:message:@i3lani:12345"));
        log.Logger.Link(ComponentLink.Parse("channels:channel:@i3lani"), "target");

        var records = await log.StoredAsync();
        Assert.Equal(
            [
                "ads:ad:87 primary", "payments:ton_payment:TE5768 retry",
                "published_messages:message:@i3lani:12345 primary", "channels:channel:@i3lani target",
            ],
            records.Select(r => $"{r.Component}:{r.EntityType}:{r.EntityId} {r.LinkType}"));
        Assert.All(records, r => Assert.Equal((RecordKind.Link, null), (r.Kind, r.Metadata)));
        Assert.Equal(
            ["Linked ads:ad:87", "Linked published_messages:message:@i3lani:12345"],
            log.Collected.Events.Where((_, i) => i is 0 or 2).Select(Literally));
    }

    [Fact]
    public async Task WhatIsInTheWrongShapeThrowsNothingAndIsCounted()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.Step(" ");
        log.Logger.Step(null!);
        log.Logger.Step(new string('x', 300), "{Price}", 1);
        log.Logger.BeginStep("").Complete();
        log.Logger.Link("ads", "a:d", 87);
        log.Logger.Link("ads", "ad", null!);
        log.Logger.Link(default(ComponentLink));

        Assert.Empty(await log.StoredAsync());
        Assert.Equal((4, 3), (log.Sequences.Delivery.RejectedBy["bad_step_name"], log.Sequences.Delivery.RejectedBy["bad_link"]));
        Assert.Equal(7, log.Collected.Events.Count); // the other sinks have them all
        Assert.Throws<ArgumentNullException>(() => LoggerSequenceExtensions.Step(null!, "S"));
    }

    [Fact]
    public async Task TheSourceContextOfTheLoggerIsTheComponent()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        log.Logger.ForContext<LoggerSequenceTests>().Step("User_Flow_1_Start");
        log.Logger.ForContext<LoggerSequenceTests>().BeginStep("User_Flow_2_LanguageSelect").Complete();

        Assert.All(await log.StoredAsync(), r => Assert.Equal(typeof(LoggerSequenceTests).FullName, r.Component));
    }

    private static string Literally(LogEvent logEvent)
    {
        var formatter = new Serilog.Formatting.Display.MessageTemplateTextFormatter("{Message:lj}");
        var text = new StringWriter();
        formatter.Format(logEvent, text);
        return text.ToString();
    }
}
