using Serilog;

namespace SequenceLogging.Tests.Enrichment;

/// <summary>The id in the sinks that people have already.</summary>
public class BesideOtherSinksTests
{
    private const string Template = "[{SequenceId}] {Message:lj}{NewLine}";

    [Fact]
    public async Task TheIdIsInTheOutputTemplateOfTheFileSink()
    {
        using var folder = new TempFolder();
        await using var log = new RunningLog();
        var path = folder.File("app.log");
        await using (var logger = new LoggerConfiguration()
            .Enrich.WithSequence()
            .WriteTo.Sequences(log.Sequences)
            .WriteTo.File(path, outputTemplate: Template)
            .CreateLogger())
        {
            WriteTwoLines(log, logger);
        }

        Assert.Equal(
            ["[SEQ-2025-07-00001] User_Flow_1_Start from /start", "[] Outside"],
            await File.ReadAllLinesAsync(path));
        Assert.Equal("User_Flow_1_Start", Assert.Single(await log.StoredAsync()).Name);
    }

    [Fact]
    public async Task TheIdIsInTheOutputTemplateOfTheConsoleSink()
    {
        await using var log = new RunningLog();
        var output = new StringWriter();
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            await using var logger = new LoggerConfiguration()
                .Enrich.WithSequence()
                .WriteTo.Console(
                    outputTemplate: Template,
                    formatProvider: null,
                    theme: Serilog.Sinks.SystemConsole.Themes.ConsoleTheme.None)
                .CreateLogger();
            WriteTwoLines(log, logger);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(
            ["[SEQ-2025-07-00001] User_Flow_1_Start from /start", "[] Outside"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task BehindAsyncTheIdComesFromTheProperty()
    {
        await using var log = new RunningLog();
        await using (var logger = new LoggerConfiguration()
            .Enrich.WithSequence()
            .WriteTo.Async(to => to.Sequences(log.Sequences), bufferSize: 1_000, blockWhenFull: true)
            .CreateLogger())
        {
            for (var i = 1; i <= 500; i++)
            {
                using (log.Sequences.Resume(new SequenceId(2025, 7, i)))
                {
                    logger.Information("{StepName}", $"Step {i}");
                }
            }
        }

        Assert.All(
            await log.StoredAsync(), record => Assert.Equal($"Step {record.Sequence.Number}", record.Name));
        Assert.Equal(500, log.Store.Records.Count);
    }

    [Fact]
    public async Task TheLevelOfTheSinkIsItsOwn()
    {
        await using var log = new RunningLog();
        await using var logger = new LoggerConfiguration()
            .WriteTo.Sequences(log.Sequences, Serilog.Events.LogEventLevel.Warning)
            .CreateLogger();
        using var scope = log.Sequences.Resume(RunningLog.Id);

        logger.Information("{StepName}", "Passed over");
        logger.Warning("{StepName}", "Kept");

        Assert.Equal("Kept", Assert.Single(await log.StoredAsync()).Name);
    }

    private static void WriteTwoLines(RunningLog log, Serilog.Core.Logger logger)
    {
        using (log.Sequences.Resume(RunningLog.Id))
        {
            logger.Information("{StepName} from /start", "User_Flow_1_Start");
        }

        logger.Information("Outside");
    }
}
