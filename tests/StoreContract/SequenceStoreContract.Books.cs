using SequenceLogging.Delivery;

namespace SequenceLogging.StoreContract;

// emitted = stored + duplicate + rejected + dropped + pending, in the store as in the log.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task WhatNotesTellIsAddedToTheTotalsOnce()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var batch = new Batch()
            .Rejected(Reasons.NoSequence, 2, Noon, message: "Nobody's")
            .Step(id, "One", Noon)
            .Loss(id, Reasons.QueueFull, 3, Noon, Noon);

        var first = await store.AppendAsync(batch, Token);
        var second = await store.AppendAsync(batch, Token);

        Assert.Equal((1, 0, 0), (first.Stored, first.Duplicate, first.Rejected.Count));
        Assert.Equal((1, 0, 0), (second.Stored, second.Duplicate, second.Rejected.Count));
        var delivery = (await store.Reader.GetStatisticsAsync(Token)).Delivery;
        Assert.Equal((6, 1, 0, 2, 3, 0), (
            delivery.Emitted, delivery.Stored, delivery.Duplicate, delivery.Rejected, delivery.Dropped, delivery.Pending));
        Assert.Equal(2, delivery.RejectedBy[Reasons.NoSequence]);
        Assert.Equal(3, delivery.DroppedBy[Reasons.QueueFull]);
    }

    [Fact]
    public async Task TheBooksOfALogAndItsStoreAgree()
    {
        await using var app = Start();
        var id = app.Begin();
        app.Step(id, "One");
        app.Log(id, "{StepName} {LinkComponent} {SequenceStatus}", "Two", "ads:ad:87", "completed");
        app.Log(id, "{StepName} {LinkComponent}", "Three", "no link");
        app.LogOutside("{StepName}", "Of nobody");
        app.Step(new SequenceId(2025, 7, 5_000_000), "Forged");

        var stored = (await app.StatisticsAsync()).Delivery;
        var live = app.Sequences.Delivery;

        Assert.Equal((8, 5, 0, 3, 0, 0), (
            live.Emitted, live.Stored, live.Duplicate, live.Rejected, live.Dropped, live.Pending));
        Assert.Equal(
            (live.Emitted, live.Stored, live.Duplicate, live.Dropped, live.Pending),
            (stored.Emitted, stored.Stored, stored.Duplicate, stored.Dropped, stored.Pending));
        Assert.Equal(
            new Dictionary<string, long> { [Reasons.BadLink] = 1, [Reasons.NoSequence] = 1, [Reasons.ImplausibleId] = 1 },
            live.RejectedBy);
        Assert.Equal(live.RejectedBy, stored.RejectedBy);
    }
}
