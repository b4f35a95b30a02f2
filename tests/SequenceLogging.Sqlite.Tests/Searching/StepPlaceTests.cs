using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Searching;

/// <summary>Where there are steps of a kind is noted once for 128 neighbours, and looked at first.</summary>
public sealed class StepPlaceTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task APlaceIsOneRowForAllStepsOfAKindInIt()
    {
        await using var store = Open();
        await AppendAsync(store, "a", Enumerable.Range(1, 300).Select(n => ((long)n, n % 100 == 0 ? "Rare" : "Common")));

        Assert.Equal(["Common 0", "Common 1", "Common 2", "Rare 0", "Rare 1", "Rare 2"], Places());
        Assert.Equal([300L, 200, 100], await FindAsync(store, "Rare"));
        Assert.Equal(297, (await FindAsync(store, "Common")).Count);
    }

    [Fact]
    public async Task WhatIsNotNotedIsNotLookedAt()
    {
        await using var store = Open();
        await AppendAsync(store, "a", Enumerable.Range(1, 300).Select(n => ((long)n, "Step")));
        using (var prompt = new SqlPrompt(Store))
        {
            prompt.Execute("DELETE FROM step_places WHERE place & 3 = 1");
        }

        var found = await FindAsync(store, "Step");

        Assert.Equal(Enumerable.Range(1, 300).Reverse().Select(n => (long)n).Where(n => n >> 7 != 1), found);
    }

    [Fact]
    public async Task AnotherHandleMayTakeAwayWhatThisOneRemembers()
    {
        await using var store = Open();
        await using var other = Open();
        await AppendAsync(store, "a", [(1, "Step")], isEnded: true);
        await other.PruneAsync(new PruneQuery { IdleSince = Noon.AddDays(1) }, Token);
        Assert.Empty(Places());

        await AppendAsync(store, "b", [(2, "Step")]);

        Assert.Equal(["Step 0"], Places());
        Assert.Equal([2L], await FindAsync(store, "Step"));
    }

    [Fact]
    public async Task ABatchThatFailedHasNotedNothing()
    {
        await using var store = Open();
        var nonsense = new Batch("a").Step(Id(1), "Step", Noon).Odd(Id(1), 99, 0, "x", Noon);
        await Assert.ThrowsAsync<SequenceStoreException>(async () => await store.AppendAsync(nonsense, Token));
        Assert.Empty(Places());

        await AppendAsync(store, "b", [(1, "Step")]);

        Assert.Equal([1L], await FindAsync(store, "Step"));
    }

    [Fact]
    public async Task PlacesGoWithTheLastOfTheirSequences()
    {
        await using var store = Open();
        await AppendAsync(store, "a", [(1, "One"), (2, "Two"), (130, "One")], isEnded: true);
        await AppendAsync(store, "b", [(3, "Two")], user: "ann");
        await store.PruneAsync(new PruneQuery { IdleSince = Noon.AddDays(1) }, Token);
        Assert.Equal(["One 0", "Two 0"], Places()); // 3 is there still
        Assert.Empty(await FindAsync(store, "One"));

        await store.EraseUserAsync("ann", Token);

        Assert.Empty(Places());
    }

    [Theory]
    [InlineData("SELECT max(created_at) FROM sequences WHERE id >> 40 = 24306", "sequences_by_time")]
    [InlineData("SELECT min(id), max(id) FROM sequences WHERE id >> 40 = 24306 AND created_at >= 1 AND created_at < 2", "COVERING INDEX sequences_by_time")]
    [InlineData("SELECT max(place) FROM step_places WHERE kind = 1 AND place BETWEEN 2 AND 3", "PRIMARY KEY")]
    [InlineData("SELECT 1 FROM steps t WHERE (t.status = 2 OR t.error IS NOT NULL) AND t.timestamp >= 1 ORDER BY t.timestamp DESC", "steps_with_error")]
    [InlineData("SELECT 1 FROM errors WHERE timestamp >= 1 ORDER BY timestamp DESC", "errors_by_time")]
    [InlineData("SELECT 1 FROM sequences s WHERE s.id BETWEEN 1 AND 9 AND s.status = 2 ORDER BY s.id DESC", "sequences_by_status")]
    [InlineData("SELECT 1 FROM sequences s WHERE s.user_id = 1 AND s.id BETWEEN 1 AND 9 AND +s.status = 2 ORDER BY s.id DESC", "sequences_by_user")]
    public async Task EachQuestionHasItsIndex(string question, string index)
    {
        await Open().DisposeAsync();
        using var prompt = new SqlPrompt(Store);

        var plan = string.Join("; ", prompt.Plan(question));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    private static SequenceId Id(long number) => new(2025, 7, number);

    private ISequenceStore Open() => new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store));

    private static async Task AppendAsync(
        ISequenceStore store, string producer, IEnumerable<(long Number, string Step)> steps, bool isEnded = false, string? user = null)
    {
        var batch = new Batch(producer);
        foreach (var (number, step) in steps)
        {
            batch.Begin(Id(number), Noon, user is null ? null : new NewSequence { CreatedAt = Noon, UserId = user }).Step(Id(number), step, Noon);
            if (isEnded)
            {
                batch.Status(Id(number), SequenceStatus.Completed, Noon);
            }
        }

        await store.AppendAsync(batch, Token);
    }

    private static async Task<List<long>> FindAsync(ISequenceStore store, string step) =>
        [.. (await store.Reader.FindAsync(new SequenceQuery { StepName = step, Limit = 1_000 }, Token)).Select(h => h.SequenceId.Number)];

    private IReadOnlyList<string?> Places()
    {
        using var prompt = new SqlPrompt(Store);
        return prompt.Column(
            """
            SELECT k.step_name || ' ' || (p.place & 0x1FFFFFFFF) FROM step_places p JOIN step_kinds k ON k.id = p.kind
             ORDER BY k.step_name, p.place
            """);
    }
}
