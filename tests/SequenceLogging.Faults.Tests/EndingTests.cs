using System.Diagnostics;
using FaultWriter;

namespace SequenceLogging.Faults.Tests;

/// <summary>The ways in which a process ends while many steps are on their way.</summary>
public class EndingTests
{
    private const int Threads = 4;

    [Theory]
    [InlineData("failfast")]
    [InlineData("throw")]
    [InlineData("exit")]
    [InlineData("dispose")]
    [InlineData("SIGTERM")]
    [InlineData("SIGINT")]
    public async Task HoweverTheProcessEndsAllStepsAreStored(string ending)
    {
        var bringsHomeItself = ending is not ("failfast" or "throw");
        var stepsPerThread = Lane.Pick(5_000, 25_000);
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        using var acknowledged = new Acknowledgements(folder.File("acknowledged"), Threads);
        using var child = Child.Start(
            "steps", store.Path, folder.File("acknowledged"), Threads, stepsPerThread, ending, "slow-batches");
        var pending = await child.SaysAsync("written");
        var clock = Stopwatch.StartNew();
        if (ending.StartsWith("SIG", StringComparison.Ordinal))
        {
            child.Signal(ending[3..]);
        }

        await child.ExitAsync();
        var ended = clock.Elapsed;
        var storedByItself = store.Count("SELECT count(*) FROM steps");
        await store.ReopenAsync();

        Assert.Equal(Threads * stepsPerThread, acknowledged.Total);
        Assert.Empty(store.WrongSteps(acknowledged));
        Assert.Equal(ending is "exit" or "dispose", child.ExitCode == 0);
        if (bringsHomeItself)
        {
            Assert.Equal(acknowledged.Total, storedByItself);
        }

        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
        Lane.Note(
            $"end by {ending} with {pending} steps on their way: 0 of {acknowledged.Total} lost, "
            + $"{storedByItself} stored before the end, process gone after {ended.TotalSeconds:0.0} s");
    }
}
