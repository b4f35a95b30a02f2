using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remarks 4, 5 and 8: batches are whole, and written once however often they come.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task WhatWasAppendedIsThereWhenTheStoreIsOpenedAgain()
    {
        SequenceId id;
        await using (var store = OpenStore())
        {
            id = await store.CreateAsync(At(Noon), Token);
            var result = await store.AppendAsync(new Batch().Step(id, "One", Noon).Step(id, "Two", Noon), Token);
            Assert.Equal((2, 0), (result.Stored, result.Duplicate));
            Assert.Empty(result.Rejected);
        }

        await using var again = OpenStore();
        Assert.Equal(["One", "Two"], NamesOf(await DetailsOf(again, id)));
    }

    [Fact]
    public async Task ABatchThatComesTwiceIsWrittenOnce()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var batch = new Batch()
            .Step(id, "One", Noon)
            .Link(id, ComponentLink.Parse("ads:ad:87"), Noon)
            .Status(id, SequenceStatus.Completed, Noon);

        var first = await store.AppendAsync(batch, Token);
        var before = await PictureOf(store, id);
        var second = await store.AppendAsync(batch, Token);

        Assert.Equal((3, 0), (first.Stored, first.Duplicate));
        Assert.Equal((3, 0), (second.Stored, second.Duplicate));
        Assert.Equal(before, await PictureOf(store, id));
    }

    [Fact]
    public async Task ABatchThatOverlapsAnEarlierOneAddsWhatIsNew()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(new Batch().Step(id, "One", Noon).Step(id, "Two", Noon), Token);

        var overlap = new Batch(after: 1).Step(id, "Two", Noon).Step(id, "Three", Noon).Step(id, "Four", Noon);
        var result = await store.AppendAsync(overlap, Token);

        Assert.Equal((3, 0), (result.Stored, result.Duplicate));
        Assert.Equal(["One", "Two", "Three", "Four"], NamesOf(await DetailsOf(store, id)));
        Assert.Equal(4, (await store.Reader.GetStatisticsAsync(Token)).Steps.Total);
    }

    [Fact]
    public async Task WhatWasWrittenBeforeTheStoreWasClosedIsKnownAfterwards()
    {
        SequenceId id;
        await using (var store = OpenStore())
        {
            id = await store.CreateAsync(At(Noon), Token);
            await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);
        }

        await using var again = OpenStore();
        var result = await again.AppendAsync(new Batch().Step(id, "One", Noon), Token);

        Assert.Equal(1, result.Stored);
        Assert.Equal(["One"], NamesOf(await DetailsOf(again, id)));
    }

    [Fact]
    public async Task PositionsAreEachProducersOwn()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);

        await store.AppendAsync(new Batch("a").Step(id, "One", Noon).Step(id, "Two", Noon), Token);
        await store.AppendAsync(new Batch("b").Step(id, "Three", Noon), Token);

        Assert.Equal(["One", "Two", "Three"], NamesOf(await DetailsOf(store, id)));
    }

    [Fact]
    public async Task ABatchWithOneBadRecordIsNotWrittenAtAll()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);
        var before = await PictureOf(store, id);

        var spoiled = new Batch(after: 1).Step(id, "Two", Noon).Link(id, ComponentLink.Parse("ads:ad:87"), Noon).Bytes(1, 2, 3);
        var failure = await Assert.ThrowsAsync<SequenceStoreException>(async () => await store.AppendAsync(spoiled, Token));

        Assert.Equal(StoreErrorKind.BadData, failure.Kind);
        Assert.Equal(before, await PictureOf(store, id));

        // Its positions are free, and what is remembered of it is nothing.
        await store.AppendAsync(new Batch(after: 1).Step(id, "Two", Noon), Token);
        Assert.Equal([1, 2], (await DetailsOf(store, id)).Steps.Select(s => s.Order));
        Assert.Equal(2, (await store.Reader.GetStatisticsAsync(Token)).Steps.Total);
    }

    /// <summary>Everything that the store says, as one text.</summary>
    private static async Task<string> PictureOf(ISequenceStore store, SequenceId id, bool withDelivery = true)
    {
        var statistics = await store.Reader.GetStatisticsAsync(Token);
        return JsonSerializer.Serialize(new
        {
            Details = await store.Reader.GetDetailsAsync(id, Token),
            Statistics = withDelivery ? statistics : statistics with { Delivery = new DeliveryTotals() },
            Steps = await store.Reader.ReadStepsAsync(0, 100, Token),
        });
    }
}
