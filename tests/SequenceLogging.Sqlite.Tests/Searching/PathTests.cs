using SequenceLogging.Journeys;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Searching;

/// <summary>The ways that sequences took are the same however their steps lie in the file: together, with much between, or for long.</summary>
public sealed class PathTests : IDisposable
{
    private const int Many = 25_000;
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("near", "1a 2a 1b 2b 3a")]
    [InlineData("one goes on for long", "1a 2a * 1b 3a 1c 3b")]
    [InlineData("much between", "1a 1b * 2a 2b")]
    [InlineData("all go on for long", "1a 2a 3a * 3b 2b 1b")]
    public async Task TheStepsOfEachComeInTheirOrder(string how, string steps)
    {
        await using var store = new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(_folder.File("sequences.db")));
        var at = Noon;
        var batch = new Batch(how);
        foreach (var step in steps.Split(' '))
        {
            foreach (var (number, name) in step == "*" ? Enumerable.Repeat((9, "other"), Many) : [(step[0] - '0', step)])
            {
                batch.Step(new SequenceId(2025, 7, number), name, at = at.AddSeconds(1));
            }
        }

        await store.AppendAsync(batch, Token);

        var paths = await store.Reader.ReadPathsAsync(new SequenceQuery { Before = new SequenceId(2025, 7, 9) }, Token);

        Assert.Equal(
            steps.Split(' ').Where(s => s != "*").GroupBy(s => s[0]).OrderByDescending(g => g.Key).Select(g => string.Join(' ', g)),
            paths.Select(p => string.Join(' ', p.Steps.Select(s => s.Step.Name))));
        Assert.All(paths, p => Assert.Equal(p.Steps.OrderBy(s => s.Timestamp), p.Steps));
    }
}
