using SequenceLogging.Cli;
using Serilog;

namespace SequenceLogging.Seq.Tests.CommandLine;

/// <summary>Command lines in the test's own process, on a store with one journey.</summary>
internal sealed class SeqlogRun : IDisposable
{
    private readonly TempFolder _folder = new();

    public Dictionary<string, string> Variables { get; } = [];

    public bool IsWatched { get; set; }

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Store => _folder.File("sequences.db");

    public IEnumerable<string> Files => Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f));

    public string PathOf(string file) => _folder.File(file);

    public async Task<SequenceId> LogAsync()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        await using var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(log).CreateLogger();
        using var scope = log.Begin(userId: 566158428);
        logger.Information("{StepName}: {Price}", "CreateAd_Step_6_CalculatePrice", 12.5m);
        logger.Error(new TimeoutException("no answer"), "{StepName} failed", "Payment_Step_1_Pay");
        logger.Information("Linked {LinkComponent}", "ads:ad:87");
        scope.Complete();
        Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        return scope.SequenceId;
    }

    public async Task<int> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var around = new Surroundings
        {
            Out = output,
            Error = error,
            Environment = name => name == "SEQLOG_STORE" ? Store : Variables.GetValueOrDefault(name),
            ErrorIsTerminal = IsWatched,
        };
        var code = await SeqlogApp.RunAsync(arguments, around, TestContext.Current.CancellationToken);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose() => _folder.Dispose();
}
