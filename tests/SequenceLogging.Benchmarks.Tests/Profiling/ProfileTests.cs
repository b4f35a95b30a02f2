using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Profiling;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Tests.Profiling;

/// <summary>The profile and the tables of growth, with next to no work.</summary>
public class ProfileTests
{
    [Fact]
    public async Task BothThreadsAreSeenInTheWordsOfTheLibrary()
    {
        using var folder = new TempFolder();
        var output = new StringWriter();

        await ProfileCommand.ProfileAsync(new StepLoad(20_000, 100), new Workspace(folder.Path), output);

        Assert.Contains("## The thread that logs", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("## The thread that writes", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"\n\| [A-Z]\w+\.\w+(: [\w. ]+)? \| \d", output.ToString());
    }

    [Fact]
    public async Task EveryLayoutHoldsAllStepsAndHasItsLine()
    {
        using var folder = new TempFolder();
        var output = new StringWriter();

        await LayoutsCommand.MeasureAsync(new StepLoad(2_000, 100), [300], 1, new Workspace(folder.Path), output);

        Assert.All(
            Enum.GetNames<StepLayout>(),
            layout => Assert.Contains($"\n| {layout}, 300 steps a transaction | ", output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SequenceTable.Save", "SequenceLogging.Sqlite.Writing.SequenceTable.Save(int32)", "SequenceLogging.Delivery.DeliveryWorker.Run()")]
    [InlineData("SequenceTable.Save: Statement.Run", "stub", "SequenceLogging.Sqlite.Native.Statement.Step()", "SequenceLogging.Sqlite.Native.Statement.Run()", "SequenceLogging.Sqlite.Writing.SequenceTable.Save(int32)")]
    [InlineData("RecordQueue.Append: waiting", "System.Threading.Monitor.Wait(class System.Object)", "SequenceLogging.Delivery.RecordQueue.Append()")]
    [InlineData("Serilog", "System.String.Concat()", "Serilog.Core.Logger.Write()", "Microsoft.Extensions.Logging.Logger.Log()")]
    [InlineData("the program that logs, and the runtime", "SequenceLogging.Benchmarks.Peers.LoggingPeer.Emit()")]
    public void AStageHasTheNameOfWhoDoesIt(string stage, params string[] methods) =>
        Assert.Equal(stage, Stage.Of(new ThreadSample(1, 0, methods)));
}
