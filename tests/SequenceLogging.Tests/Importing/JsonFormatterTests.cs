using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SequenceLogging.Importing;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace SequenceLogging.Tests.Importing;

/// <summary>Reads what Serilog's own formatter writes, and compares it with the event that was logged.</summary>
public class JsonFormatterTests
{
    [Fact]
    public void AnEventComesBackAsItWas()
    {
        using var activity = new Activity("a").SetIdFormat(ActivityIdFormat.W3C).Start();
        var logged = Log(l => l.Error(
            new InvalidOperationException("no {x}"),
            "{StepName}: {Price:0.00} {Currency} {@Ad} {When:yyyy} {Price:000}",
            "CreateAd_Step_6_CalculatePrice", 12.5m, "TON", new { Id = 87, Tags = (string?[])["a", null] }, new DateTime(2024, 5, 1), 12.5m));

        var read = WriteAndRead(logged, renderMessage: false);

        Assert.Equal(logged.Timestamp, read.Timestamp);
        Assert.Equal(logged.Level, read.Level);
        Assert.Equal(logged.MessageTemplate.Text, read.MessageTemplate.Text);
        Assert.Equal(logged.Exception!.ToString(), read.Exception!.ToString());
        Assert.Equal(logged.TraceId, read.TraceId);
        Assert.Equal(logged.SpanId, read.SpanId);
        Assert.Equal(activity.TraceId, read.TraceId);
        Assert.Equal(logged.Properties.Keys, read.Properties.Keys);
        Assert.Equal(logged.Properties["Ad"].ToString(), read.Properties["Ad"].ToString());
        Assert.Equal(logged.RenderMessage(), read.RenderMessage());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheMessageReadsAsWhereItWasLogged(bool renderMessage)
    {
        var logged = Log(l => l.Information("{A:000}/{A}/{Name,-6}|{{x}} {A:0.0}", 7, 7, "ann", 7));

        Assert.Equal("007/7/\"ann\" |{x} 7.0", WriteAndRead(logged, renderMessage).RenderMessage());
    }

    [Fact]
    public void AllKindsOfValuesComeBackAsText()
    {
        object?[] values =
        [
            null, true, 'c', "t\"\\\n\u2028\u001b😀", 1, 2L, 3UL, 4.25, 5.5f, 6.75m, double.NaN, double.PositiveInfinity,
            Guid.Empty, new DateTimeOffset(2025, 7, 1, 9, 30, 0, TimeSpan.Zero), TimeSpan.FromSeconds(1), DayOfWeek.Friday,
            new Dictionary<string, int> { ["a b"] = 1 }, (int[])[1, 2],
        ];
        foreach (var value in values)
        {
            var logged = Log(l => l.Information("{V}", value));
            using var written = JsonDocument.Parse(Write(logged, false));
            using var read = JsonDocument.Parse(Write(WriteAndRead(logged, false), false));

            Assert.Equal(
                written.RootElement.GetProperty("Properties").GetRawText(),
                read.RootElement.GetProperty("Properties").GetRawText());
        }
    }

    [Fact]
    public async Task AStepIsTheSameAsFromCompactJson()
    {
        var formatted = await ImportBench.StepOfAsync(
            """{"Timestamp":"2025-07-01T09:30:00.0000000+02:00","Level":"Error","MessageTemplate":"{StepName} {A:000}","Exception":"E: x","Properties":{"StepName":"Pay","A":7,"CaseId":"c1","Elapsed":12.5},"Renderings":{"A":[{"Format":"000","Rendering":"007"}]}}""");
        var compact = await ImportBench.StepOfAsync(
            """{"@t":"2025-07-01T07:30:00Z","@l":"Error","@mt":"{StepName} {A:000}","@r":["007"],"@x":"E: x","StepName":"Pay","A":7,"CaseId":"c1","Elapsed":12.5}""");

        Assert.Equal(
            (compact.At, compact.Name, compact.Message, compact.Metadata, compact.Error, compact.Key, compact.StepStatus),
            (formatted.At, formatted.Name, formatted.Message, formatted.Metadata, formatted.Error, formatted.Key, formatted.StepStatus));
        Assert.Equal("Pay 007", formatted.Message);
        Assert.Equal(StepStatus.Failed, formatted.StepStatus);
        Assert.Equal(12.5, formatted.DurationMs);
        Assert.NotEqual(compact.EventId, formatted.EventId);
    }

    [Fact]
    public void ARenderedMessageWithoutATemplateIsTakenLiterally() =>
        Assert.Equal("a {b}", Read("""{"Timestamp":"2025-07-01T09:30:00Z","RenderedMessage":"a {b}"}""").RenderMessage());

    [Fact]
    public void MembersThatTheFormatterDoesNotWriteAreProperties() =>
        Assert.Equal(
            ["Host", "Properties", "Renderings"],
            Read("""{"Timestamp":"2025-07-01T09:30:00Z","Host":"a","Properties":[1],"Renderings":null}""").Properties.Keys);

    private static LogEvent Log(Action<Serilog.Core.Logger> log)
    {
        var sink = new CollectingSink();
        using var logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(sink).CreateLogger();
        log(logger);
        return Assert.Single(sink.Events);
    }

    private static string Write(LogEvent logEvent, bool renderMessage)
    {
        using var text = new StringWriter();
        new JsonFormatter(renderMessage: renderMessage).Format(logEvent, text);
        return text.ToString().TrimEnd();
    }

    private static LogEvent WriteAndRead(LogEvent logEvent, bool renderMessage) => Read(Write(logEvent, renderMessage));

    private static LogEvent Read(string line) => new LogEventReader().Read(Encoding.UTF8.GetBytes(line));
}
