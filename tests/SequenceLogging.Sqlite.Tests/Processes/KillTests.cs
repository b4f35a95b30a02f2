using SequenceLogging.Sqlite.Tests.Prompt;

namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>What a process was acknowledged holds after <c>kill -9</c>.</summary>
public sealed class KillTests : IDisposable
{
    private const int Steps = 3;
    private const int Threads = 3;
    private const int Kills = 3;

    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4, "leased")]
    [InlineData(5, "leased")]
    [InlineData(6, "leased")]
    public async Task EveryIdThatWasSaidHasItsSequenceAndIsNeverIssuedAgain(int seed, params string[] leased)
    {
        var random = new Random(seed);
        var acknowledged = new Acknowledged();
        for (var round = 0; round < Kills; round++)
        {
            using var child = ChildProcess.Start(["write", Store, "1000000", $"{Steps}", $"{Threads}", .. leased]);
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

        Assert.Empty(new StoreCheck(Store, acknowledged, Steps, areLeased: leased is not []).FindFaults());

        // What was leased and not used was given back, but for a block that was on its way when the process was killed, which has no
        // more numbers than were used, and what a thread had just taken.
        using var prompt = new SqlPrompt(Store);
        Assert.InRange(LeasedAndUnused(prompt), 0, leased is [] ? 0 : acknowledged.Begun.Count + (Kills * Threads));
    }

    private static long LeasedAndUnused(SqlPrompt prompt) => long.Parse(
        prompt.Value(
            """
            SELECT coalesce(sum(last - first + 1
                   - (SELECT count(*) FROM sequences WHERE id & 0xFFFFFFFFFF BETWEEN g.first AND g.last)), 0)
              FROM id_gaps g
            """)!,
        null);
}
