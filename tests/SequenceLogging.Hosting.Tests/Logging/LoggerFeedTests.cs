using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace SequenceLogging.Hosting.Tests.Logging;

public sealed partial class LoggerFeedTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("bot.db");

    [Fact]
    public async Task AStepInATemplateIsStored()
    {
        await RunAsync(logger =>
            logger.LogInformation("{StepName}: {Price} {Currency}", "CreateAd_Step_6_CalculatePrice", 12.5m, "TON"));

        var step = Assert.Single((await Stored.JourneyAsync(Store))!.Steps);
        Assert.Equal(
            ("CreateAd_Step_6_CalculatePrice", "AdBot.Pricing", StepStatus.Completed,
                "CreateAd_Step_6_CalculatePrice: 12.5 TON", """{"Price":12.5,"Currency":"TON"}"""),
            (step.StepName.Value, step.Component, step.Status, step.Message, step.Metadata));
    }

    [Fact]
    public async Task AStepInASourceGeneratedMessageIsStored()
    {
        await RunAsync(logger => PriceCalculated(logger, "CreateAd_Step_6_CalculatePrice", 12.5m));

        var step = Assert.Single((await Stored.JourneyAsync(Store))!.Steps);
        Assert.Equal(("CreateAd_Step_6_CalculatePrice", "CreateAd_Step_6_CalculatePrice: calculated 12.5"), (step.StepName.Value, step.Message));
    }

    [Fact]
    public async Task AStepInAScopeMakesEachLineInsideAStep()
    {
        await RunAsync(logger =>
        {
            using (logger.BeginScope(new Dictionary<string, object> { ["StepName"] = "CreateAd_Step_2_UploadContent" }))
            {
                logger.LogInformation("First");
                logger.LogError(new InvalidOperationException("no disk"), "Second");
            }

            logger.LogInformation("Not a step");
        });

        var steps = (await Stored.JourneyAsync(Store))!.Steps;
        Assert.Equal(
            [("CreateAd_Step_2_UploadContent", "First", StepStatus.Completed),
             ("CreateAd_Step_2_UploadContent", "Second", StepStatus.Failed)],
            steps.Select(s => (s.StepName.Value, s.Message!, s.Status)));
        Assert.Contains("no disk", steps[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASequenceIdInAScopeResumesThatSequence()
    {
        var other = SequenceId.Parse("SEQ-2025-07-00007");
        await RunAsync(logger =>
        {
            using (logger.BeginScope("Order of {SequenceId}", other))
            {
                logger.LogInformation("{StepName}", "Payment_Step_1_ProcessTON");
                using (logger.BeginScope(new Dictionary<string, object> { ["SequenceId"] = Stored.Id }))
                {
                    logger.LogInformation("{StepName}", "Payment_Step_2_PaymentDetected");
                }
            }
        });

        Assert.Equal(["Payment_Step_1_ProcessTON"], await Stored.StepsAsync(Store, other));
        Assert.Equal(["Payment_Step_2_PaymentDetected"], await Stored.StepsAsync(Store));
    }

    [Fact]
    public async Task LinksStatusChangesAndErrorsAreStoredToo()
    {
        await RunAsync(logger =>
        {
            logger.LogInformation("Linked {LinkComponent}", "payments:ton_payment:TE5768");
            logger.LogError("No answer from {Wallet}", "TON");
            logger.LogInformation("{SequenceStatus}: she left", "abandoned");
        });

        var journey = (await Stored.JourneyAsync(Store))!;
        Assert.Equal("payments:ton_payment:TE5768", journey.Links.Single().ToString());
        Assert.Equal("No answer from TON", journey.Errors.Single().Message);
        Assert.Equal(SequenceStatus.Abandoned, journey.Status);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Logging:LogLevel:Default", "None")]
    [InlineData("Logging:LogLevel:AdBot", "Error")]
    public async Task TheGeneralLogLevelTakesNoStepOutOfAJourney(string key, string level)
    {
        await RunAsync(logger => logger.LogInformation("{StepName}", "User_Flow_1_Start"), settings: (key, level));

        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(Store));
    }

    [Theory]
    [InlineData("Logging:SequenceLogging:LogLevel:Default", "Warning", 0)]
    [InlineData("Logging:SequenceLogging:LogLevel:AdBot.Pricing", "None", 0)]
    [InlineData("Logging:SequenceLogging:LogLevel:Elsewhere", "None", 1)]
    [InlineData("Logging:SequenceLogging:LogLevel:Default", "Debug", 2)]
    [InlineData("Logging:SequenceLogging:LogLevel:Default", "Trace", 3)]
    public async Task TheLogLevelOfTheProviderDecides(string key, string level, int steps)
    {
        await RunAsync(
            logger =>
            {
                logger.LogTrace("{StepName}", "A");
                logger.LogDebug("{StepName}", "B");
                logger.LogInformation("{StepName}", "C");
            },
            settings: (key, level));

        Assert.Equal(steps, (await Stored.StepsAsync(Store)).Length);
    }

    [Fact]
    public async Task AFilterByCodeDecidesToo()
    {
        await RunAsync(
            logger => logger.LogInformation("{StepName}", "User_Flow_1_Start"),
            builder => builder.Logging.AddFilter<Hosting.Logging.SequenceLoggerProvider>("AdBot", LogLevel.Warning));

        Assert.Empty(await Stored.StepsAsync(Store));
    }

    [Fact]
    public async Task MoreSinksOfThePipelineShowTheSequenceId()
    {
        var text = _folder.File("bot.log");
        await RunAsync(
            logger =>
            {
                logger.LogInformation("{StepName}", "User_Flow_1_Start");
                logger.LogInformation("Not a step");
            },
            serilog: pipeline => pipeline.WriteTo.File(
                text, outputTemplate: "[{SequenceId}] {Message:lj}{NewLine}", formatProvider: null));

        Assert.Equal(
            ["[SEQ-2025-07-00001] User_Flow_1_Start", "[SEQ-2025-07-00001] Not a step"],
            (await File.ReadAllLinesAsync(text)).Where(l => l.StartsWith("[S", StringComparison.Ordinal)));
        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(Store));
    }

    [Fact]
    public async Task InterleavedFlowsKeepTheirSequences()
    {
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.UseSqlite(Store));
        var ids = Enumerable.Range(1, 50).Select(n => new SequenceId(2025, 7, n)).ToArray();
        using (var host = builder.Build())
        {
            await host.StartAsync();
            var sequences = host.Services.GetRequiredService<SequenceLog>();
            var logger = host.LoggerOf();
            await Parallel.ForEachAsync(ids, async (id, _) =>
            {
                using (sequences.Resume(id))
                using (logger.BeginScope("Update of {Owner}", id.ToString()))
                {
                    for (var i = 0; i < 10; i++)
                    {
                        await Task.Yield();
                        logger.LogInformation("{StepName}", $"Step of {id}");
                    }
                }
            });
        }

        foreach (var id in ids)
        {
            var journey = (await Stored.JourneyAsync(Store, id))!;
            Assert.Equal(Enumerable.Repeat($"Step of {id}", 10), journey.Steps.Select(s => s.StepName.Value));
            Assert.All(journey.Steps, s => Assert.Contains($"\"Owner\":\"{id}\"", s.Metadata, StringComparison.Ordinal));
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Logs inside of a sequence of a host that starts, stops and goes.</summary>
    private async Task RunAsync(
        Action<ILogger> log,
        Action<HostApplicationBuilder>? configure = null,
        Action<LoggerConfiguration>? serilog = null,
        params (string Key, string? Value)[] settings)
    {
        var builder = TestHost.CreateBuilder(settings);
        builder.Services.AddSequenceLogging(o => o.UseSqlite(Store), serilog);
        configure?.Invoke(builder);
        using var host = builder.Build();
        await host.StartAsync();
        using (host.Services.GetRequiredService<SequenceLog>().Resume(Stored.Id))
        {
            log(host.LoggerOf());
        }

        await host.StopAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{StepName}: calculated {Price}")]
    private static partial void PriceCalculated(ILogger logger, string stepName, decimal price);
}
