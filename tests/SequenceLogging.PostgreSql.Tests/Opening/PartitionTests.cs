using System.Diagnostics;
using Npgsql;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Opening;

public sealed class PartitionTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ThisMonthAndTheNextOnesHavePartitionsAndAnyOtherGoesToTheDefault()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        var now = await AddAsync(store, TestStore.Noon, "now");
        var ahead = await AddAsync(store, TestStore.Noon.AddMonths(2), "ahead");
        var past = await AddAsync(store, TestStore.Noon.AddYears(-20), "long ago");

        Assert.Equal(1, Count("sequences_2025_07"));
        Assert.Equal(1, Count("steps_2025_09"));
        Assert.Equal((1, 1), (Count("sequences_default"), Count("steps_default")));
        foreach (var id in new[] { now, ahead, past })
        {
            Assert.Equal(1, (await store.Reader.GetDetailsAsync(id, TestStore.Token))?.Steps.Count);
        }

        Assert.Equal(3, (await store.Reader.ReadStepsAsync(0, 10, TestStore.Token)).Count);
    }

    [Fact]
    public async Task AMonthThatComesIsPreparedByWhoeverWritesThen()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        clock.Set(TestStore.Noon.AddMonths(4));

        await AddAsync(store, TestStore.Noon.AddMonths(4), "later");

        Assert.Equal(1, Count("steps_2025_11"));
        Assert.Equal(0, Count("steps_2026_01"));
    }

    [Fact]
    public async Task WhereWhoeverMakesAMonthGivesUpTheNextOneMakesIt()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        clock.Set(TestStore.Noon.AddMonths(4));
        await using (await UseAsync("steps"))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await store.CreateAsync(new NewSequence { CreatedAt = clock.GetUtcNow() }, patience.Token));
        }

        await AddAsync(store, clock.GetUtcNow(), "later");

        Assert.Equal(1, Count("steps_2025_11"));
        Assert.Equal(6, Tables("%\\_2026\\_01"));
    }

    [Fact]
    public async Task WhatTheServerHadNoTimeForIsTriedAgainAfterAMinuteAndNotWithEachWrite()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        clock.Set(TestStore.Noon.AddMonths(4));
        await using (await UseAsync("steps"))
        {
            await AddAsync(store, clock.GetUtcNow(), "meanwhile");
        }

        await AddAsync(store, clock.GetUtcNow(), "at once");
        Assert.Equal((2, 0), (Count("steps_default"), Tables("%\\_2025\\_12")));
        clock.Advance(TimeSpan.FromMinutes(1));
        await AddAsync(store, clock.GetUtcNow(), "after a minute");

        Assert.Equal((3, 6), (Count("steps_default"), Tables("%\\_2025\\_12")));
    }

    [Fact]
    public async Task AMonthWhoseRowsAreInTheDefaultPartitionStaysThere()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        var early = TestStore.Noon.AddMonths(4);
        var first = await AddAsync(store, early, "early");
        clock.Set(early);
        var second = await AddAsync(store, early, "in time");

        Assert.Equal(2, Count("sequences_default"));
        Assert.Equal([second, first], (await store.Reader.FindAsync(new(), TestStore.Token)).Select(h => h.SequenceId));
    }

    [Fact]
    public async Task AMonthWhoseRowsAreInTheDefaultPartitionDoesNotKeepTheNextOnesFromGettingTheirs()
    {
        await using (var store = _store.Open())
        {
            await AddAsync(store, TestStore.Noon.AddMonths(4), "early");
        }

        var clock = new ManualTimeProvider(TestStore.Noon.AddMonths(4));
        await PostgreSqlSchema.EnsureAsync(_store.ConnectionString, timeProvider: clock, cancellationToken: TestStore.Token);

        Assert.Equal(0, Tables("%\\_2025\\_11"));
        Assert.Equal((6, 6), (Tables("%\\_2025\\_12"), Tables("%\\_2026\\_01")));
    }

    [Fact]
    public async Task AMonthThatIsOverAndEmptyIsDropped()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        await AddAsync(store, TestStore.Noon, "old");
        await AddAsync(store, TestStore.Noon.AddMonths(1), "young");
        clock.Set(TestStore.Noon.AddMonths(3));

        var pruned = await store.PruneAsync(
            new PruneQuery { IdleSince = TestStore.Noon.AddDays(1), Status = SequenceStatus.Active }, TestStore.Token);

        Assert.Equal((1, null), (pruned.Sequences, pruned.Next));
        Assert.Equal(0, Tables("%\\_2025\\_07"));
        Assert.Equal(6, Tables("%\\_2025\\_08"));
        await AddAsync(store, TestStore.Noon, "late");
        Assert.Equal(1, Count("sequences_default"));
    }

    [Fact]
    public async Task AMonthThatHasRowsIsNotLockedToSeeWhetherItIsEmpty()
    {
        var clock = new ManualTimeProvider(TestStore.Noon);
        await using var store = _store.Open(clock);
        await AddAsync(store, TestStore.Noon, "old");
        clock.Set(TestStore.Noon.AddMonths(3));
        await using var other = new NpgsqlConnection(_store.ConnectionString);
        await other.OpenAsync(TestStore.Token);
        await using var reading = await other.BeginTransactionAsync(TestStore.Token);
        await using var read = new NpgsqlCommand("SELECT count(*) FROM steps_2025_07", other, reading);
        await read.ExecuteScalarAsync(TestStore.Token);

        // Whoever asks for the lock waits for the reader, for the second that it is given.
        var start = Stopwatch.GetTimestamp();
        await store.PruneAsync(new PruneQuery { IdleSince = TestStore.Noon.AddDays(-1) }, TestStore.Token);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task WithoutPartitionsAllIsTheSame()
    {
        await using var store = _store.Open(partitioning: false);
        var id = await AddAsync(store, TestStore.Noon, "one");

        Assert.Equal(0, Tables("sequences\\_%"));
        Assert.Equal(1, (await store.Reader.GetDetailsAsync(id, TestStore.Token))?.Steps.Count);
        Assert.Equal(1, (await store.PruneAsync(
            new PruneQuery { IdleSince = TestStore.Noon.AddDays(1), Status = SequenceStatus.Active }, TestStore.Token)).Sequences);
    }

    /// <summary>Uses a table as a long question does: it can be written, and gets no partitions as long.</summary>
    private async Task<IAsyncDisposable> UseAsync(string table)
    {
        var other = new NpgsqlConnection(_store.ConnectionString);
        await other.OpenAsync(TestStore.Token);
        await using var use = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS SHARE MODE", other);
        await use.ExecuteNonQueryAsync(TestStore.Token);
        return other;
    }

    private static async Task<SequenceId> AddAsync(ISequenceStore store, DateTimeOffset at, string producer)
    {
        var id = await store.CreateAsync(new NewSequence { CreatedAt = at }, TestStore.Token);
        await store.AppendAsync(new Batch(producer).Step(id, "One", at), TestStore.Token);
        return id;
    }

    private long? Count(string table) => _store.Execute($"SELECT count(*) FROM {table}");

    private long? Tables(string pattern) =>
        _store.Execute($"SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE '{pattern}'");
}
