namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>Several processes on one file.</summary>
public sealed class TwoProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TwoProcessesWith20000SequencesLoseAndDoubleNothing()
    {
        const int Each = 10_000, Steps = 2;
        var acknowledged = await WriteAsync(processes: 2, Each, Steps);

        Assert.Equal(2 * Each, acknowledged.Begun.Count);
        Assert.Equal(2 * Each, acknowledged.Logged.Count);
        Assert.Equal(2 * Each * Steps, acknowledged.Books.Sum(b => b[0]));
        Assert.All(acknowledged.Books, b => Assert.Equal([b[0], b[0], 0, 0, 0, 0], b));
        Assert.Empty(new StoreCheck(Store, acknowledged, Steps).FindFaults());
    }

    [Fact]
    public async Task TwoProcessesThatLeaseTheirIdsLoseAndDoubleNothing()
    {
        const int Each = 10_000, Steps = 2;
        var acknowledged = await WriteAsync(processes: 2, Each, Steps, "leased");

        Assert.Equal(2 * Each, acknowledged.Begun.Count);
        Assert.Equal(2 * Each, acknowledged.Logged.Count);
        Assert.All(acknowledged.Books, b => Assert.Equal([b[0], b[0], 0, 0, 0, 0], b));

        // Each beginning under a leased number is a record, too.
        Assert.InRange(acknowledged.Books.Sum(b => b[0]), (2 * Each * Steps) + Each, 2 * Each * (Steps + 1));
        Assert.Empty(new StoreCheck(Store, acknowledged, Steps, areLeased: true).FindFaults());
    }

    [Fact]
    public async Task FourProcessesThatMakeTheStoreAtOnceMakeOne()
    {
        var acknowledged = await WriteAsync(processes: 4, sequences: 20, steps: 1);

        Assert.Equal(80, acknowledged.Begun.Count);
        Assert.Empty(new StoreCheck(Store, acknowledged, stepsEach: 1).FindFaults());
    }

    private async Task<Acknowledged> WriteAsync(int processes, int sequences, int steps, params string[] leased)
    {
        var acknowledged = new Acknowledged();
        var children = Enumerable.Range(0, processes)
            .Select(_ => ChildProcess.Start(["write", Store, $"{sequences}", $"{steps}", "1", .. leased])).ToList();
        try
        {
            foreach (var lines in await Task.WhenAll(children.Select(c => c.ReadToEndAsync())))
            {
                acknowledged.Take(lines);
            }

            await Task.WhenAll(children.Select(c => c.AwaitSuccessAsync()));
        }
        finally
        {
            children.ForEach(c => c.Dispose());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Slowest Begin: {acknowledged.Slowest} ms");
        return acknowledged;
    }
}
