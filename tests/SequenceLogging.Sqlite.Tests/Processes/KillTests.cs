namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>What a process was acknowledged holds after <c>kill -9</c>.</summary>
public sealed class KillTests : IDisposable
{
    private const int Steps = 3;

    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EveryIdThatWasSaidHasItsSequenceAndIsNeverIssuedAgain(int seed)
    {
        var random = new Random(seed);
        var acknowledged = new Acknowledged();
        for (var round = 0; round < 3; round++)
        {
            using var child = ChildProcess.Start("write", Store, "1000000", $"{Steps}", "3");
            for (var until = acknowledged.Begun.Count + random.Next(50, 250); acknowledged.Begun.Count < until;)
            {
                var line = await child.ReadLineAsync();
                Assert.NotNull(line);
                acknowledged.Take(line);
            }

            child.Kill();
            acknowledged.Take(await child.ReadToEndAsync());
        }

        // The next one to open the store brings home what the killed ones had logged, and goes on with the next number.
        await using (var log = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).IsComplete);
            acknowledged.Begun.Add(await log.IssueAsync(cancellationToken: TestContext.Current.CancellationToken));
        }

        Assert.Empty(new StoreCheck(Store, acknowledged, Steps).FindFaults());
    }
}
