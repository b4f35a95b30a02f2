using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// After 99,999 comes 100,000: ids are in the order of their numbers, not of their texts.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task WhateverAsksForOrderGetsThatOfTheNumbers()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 99_997, Token);
        var ids = new List<SequenceId>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await store.CreateAsync(At(Noon) with { UserId = 1 }, Token));
        }

        Assert.Equal([99_998, 99_999, 100_000, 100_001, 100_002], ids.Select(id => id.Number));
        Assert.Equal(ids.AsEnumerable().Reverse(), await IdsOf(store.Reader, new SequenceQuery { UserId = 1 }));
        Assert.Equal(ids[..2].AsEnumerable().Reverse(), await IdsOf(store.Reader, new SequenceQuery { Before = ids[2] }));
        Assert.Equal(ids[^1], await store.FindOpenOrCreateAsync(At(Noon) with { UserId = 1 }, Token));
        Assert.Equal(
            ids.AsEnumerable().Reverse(), (await store.Reader.GetStatisticsAsync(Token)).Recent.Select(h => h.SequenceId));
        Assert.Equal([new MonthCounter("2025-07", 100_002)], (await store.Reader.GetStatisticsAsync(Token)).Counters);

        // A pruning goes from the oldest id to the newest.
        var query = new PruneQuery { IdleSince = Noon.AddDays(1), Status = SequenceStatus.Active, Limit = 2 };
        var first = await store.PruneAsync(query, Token);
        Assert.Equal((2, ids[1]), (first.Sequences, first.Next));
        Assert.Equal(ids[2..].AsEnumerable().Reverse(), await IdsOf(store.Reader, new SequenceQuery()));
        Assert.Equal(2, (await store.PruneAsync(query with { After = first.Next }, Token)).Sequences);
        Assert.Equal([ids[4]], await IdsOf(store.Reader, new SequenceQuery()));
    }
}
