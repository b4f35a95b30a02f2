using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 11: sequences that begin by a key, as those of pending scopes do.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task ASequenceIsFoundByItsKey()
    {
        await using var store = OpenStore();
        await store.AppendAsync(new Batch().Begin("one", Noon).Begin("two", Noon), Token);

        Assert.Equal("SEQ-2025-07-00002", (await store.Reader.FindByKeyAsync("two", Token)).ToString());
        Assert.Null(await store.Reader.FindByKeyAsync("Two", Token));
        Assert.Null(await store.Reader.FindByKeyAsync("", Token));
        await using var reader = OpenReader();
        Assert.Equal("SEQ-2025-07-00001", (await reader.FindByKeyAsync("one", Token)).ToString());
    }

    [Fact]
    public async Task ABeginningThatJoinsTakesTheUsersNewestOpenSequence()
    {
        await using var store = OpenStore();
        await store.CreateAsync(At(Noon) with { UserId = 1 }, Token);
        var open = await store.CreateAsync(At(Noon) with { UserId = 1 }, Token);
        await store.CreateAsync(At(Noon) with { UserId = 2 }, Token);

        var result = await store.AppendAsync(
            new Batch().Begin("key", Noon.AddMonths(1), "1", joinsOpen: true).Step(default, "One", Noon, key: "key"), Token);

        Assert.Equal((2, 0), (result.Stored, result.Duplicate));
        Assert.Equal(open, await store.Reader.FindByKeyAsync("key", Token));
        Assert.Equal(["One"], NamesOf(await DetailsOf(store, open)));
        Assert.Equal([new MonthCounter("2025-07", 3)], (await store.Reader.GetStatisticsAsync(Token)).Counters);
    }

    [Fact]
    public async Task ABeginningThatJoinsBeginsWhereNothingIsOpen()
    {
        await using var store = OpenStore();
        var ended = await store.CreateAsync(At(Noon) with { UserId = 1 }, Token);
        await store.AppendAsync(new Batch("before").Status(ended, SequenceStatus.Completed, Noon), Token);

        await store.AppendAsync(
            new Batch().Begin("one", Noon, "1", "ann", joinsOpen: true).Begin("nobody", Noon, joinsOpen: true), Token);

        var headers = await store.Reader.FindAsync(new SequenceQuery(), Token);
        Assert.Equal([null, "ann", null], headers.Select(h => h.Username));
        Assert.Equal(headers[1].SequenceId, await store.Reader.FindByKeyAsync("one", Token));
    }

    [Fact]
    public async Task WhatIsOpenIsWhatStandsBehindTheRecordsBeforeIt()
    {
        await using var store = OpenStore();
        var first = await store.CreateAsync(At(Noon) with { UserId = 1 }, Token);

        // All in one batch: the end of one is known to the beginning of the next, and so is what that has begun.
        await store.AppendAsync(
            new Batch()
                .Step(first, "Before", Noon)
                .Status(first, SequenceStatus.Completed, Noon)
                .Begin("second", Noon, "1", joinsOpen: true)
                .Begin("again", Noon, "1", joinsOpen: true)
                .Step(default, "One", Noon, key: "second")
                .Step(default, "Two", Noon, key: "again")
                .Status(default, SequenceStatus.Abandoned, Noon, key: "again")
                .Begin("third", Noon, "1", joinsOpen: true)
                .Step(first, "After", Noon),
            Token);

        var second = await store.Reader.FindByKeyAsync("second", Token);
        Assert.Equal("SEQ-2025-07-00002", second.ToString());
        Assert.Equal(second, await store.Reader.FindByKeyAsync("again", Token));
        Assert.Equal("SEQ-2025-07-00003", (await store.Reader.FindByKeyAsync("third", Token)).ToString());
        Assert.Equal(["Before", "After"], NamesOf(await DetailsOf(store, first)));
        var details = await DetailsOf(store, second!.Value);
        Assert.Equal((SequenceStatus.Abandoned, 2), (details.Status, details.StepCount));
        Assert.Equal(["One", "Two"], NamesOf(details));
        var sequences = (await store.Reader.GetStatisticsAsync(Token)).Sequences;
        Assert.Equal((3, 1, 1, 1), (sequences.Total, sequences.Active, sequences.Completed, sequences.Abandoned));
    }

    [Fact]
    public async Task ABatchThatComesAgainBeginsNothingTwice()
    {
        RecordBatch batch = new Batch().Begin("key", Noon, "1").Step(default, "One", Noon, key: "key");
        await using (var store = OpenStore())
        {
            await store.AppendAsync(batch, Token);
        }

        await using var again = OpenStore();
        await again.AppendAsync(batch, Token);
        var other = await again.AppendAsync(new Batch("another").Begin("key", Noon, "1", joinsOpen: true), Token);

        Assert.Equal((0, 1), (other.Stored, other.Duplicate));
        Assert.Equal(1, Assert.Single(await again.Reader.FindAsync(new SequenceQuery(), Token)).StepCount);
    }
}
