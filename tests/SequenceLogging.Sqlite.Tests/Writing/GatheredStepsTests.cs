using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>Steps are gathered and written by one statement: each must be what it was, and name the one before it, also among them.</summary>
public sealed class GatheredStepsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private SequenceLog? _log;

    private string Store => _folder.File("sequences.db");

    private ISequenceStore Sqlite => _log!.Store;

    public ValueTask InitializeAsync()
    {
        _log = SequenceLog.Open(o => o.UseSqlite(Store));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _log!.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public async Task EachStepIsWhatItWasAndNamesTheOneBeforeIt(int steps)
    {
        var ids = new[] { await IssueAsync(), await IssueAsync(), await IssueAsync() };
        var batch = new Batch();
        for (var i = 0; i < steps; i++)
        {
            batch.Said(ids[i % 3], At.AddSeconds(i), Message(i), metadata: Metadata(i), error: i % 5 == 0 ? $"error {i}" : null);
        }

        await Sqlite.AppendAsync(batch, TestContext.Current.CancellationToken);

        for (var sequence = 0; sequence < ids.Length; sequence++)
        {
            var details = await Sqlite.Reader.GetDetailsAsync(ids[sequence], TestContext.Current.CancellationToken);
            var expected = Enumerable.Range(0, steps).Where(i => i % 3 == sequence).ToArray();
            Assert.Equal(expected.Select(Message), details!.Steps.Select(s => s.Message));
            Assert.Equal(expected.Select(Metadata), details.Steps.Select(s => s.Metadata));
            Assert.Equal(expected.Select(i => i % 5 == 0 ? $"error {i}" : null), details.Steps.Select(s => s.Error));
        }
    }

    [Fact]
    public async Task AStepThatIsRefusedTakesNoneOfThoseThatAreWrittenWithIt()
    {
        var id = await IssueAsync();
        using (var prompt = new SqlPrompt(Store))
        {
            prompt.Execute(
                """
                CREATE TRIGGER picky BEFORE INSERT ON steps WHEN new.message = 'refused'
                BEGIN SELECT RAISE(FAIL, 'It is refused.'); END
                """);
        }

        var batch = new Batch();
        for (var i = 0; i < 16; i++)
        {
            batch.Said(id, At, i == 12 ? "refused" : "taken");
        }

        await Assert.ThrowsAsync<SequenceStoreException>(
            async () => await Sqlite.AppendAsync(batch, TestContext.Current.CancellationToken));
        await Sqlite.AppendAsync(new Batch("other").Said(id, At, "next"), TestContext.Current.CancellationToken);

        var details = await Sqlite.Reader.GetDetailsAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal("next", Assert.Single(details!.Steps).Message);
    }

    // Short at first, so that as many as may be are written together; then larger than the room that they have beside others.
    private static string? Message(int step) => (step % 50) switch
    {
        33 => $"{step} {new string('y', 100_000)}",
        41 => $"{step} {new string('m', 2_000_000)}",
        45 or 46 => $"{step} {new string('x', 40_000)}",
        var other => other % 4 == 0 ? null : $"{step} é – ñ",
    };

    private static string? Metadata(int step) => step % 3 == 1 ? $"{{\"Step\":{step}}}" : null;

    private async Task<SequenceId> IssueAsync() => await Sqlite.CreateAsync(new NewSequence { CreatedAt = At });
}
