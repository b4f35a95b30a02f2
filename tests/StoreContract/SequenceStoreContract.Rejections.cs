using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 9: what was rejected is kept with its reason and can be tried again; what was dropped is a gap in its journey.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task WhatWasRejectedIsKeptWithItsReasonNewestFirst()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(
            new Batch()
                .Rejected(Reasons.NoSequence, 2, Noon, message: "Nobody's")
                .Rejected(Reasons.BadLink, 1, Noon.AddSeconds(1), id, "No link")
                .Rejected(Reasons.BadLink, 5, Noon), // only counts
            Token);

        var rejected = await store.Reader.ReadRejectedAsync(cancellationToken: Token);

        Assert.Equal(
            [(id, Reasons.BadLink, 1L, "No link", Noon.AddSeconds(1)), (default(SequenceId?), Reasons.NoSequence, 2, "Nobody's", Noon)],
            rejected.Select(r => (r.SequenceId, r.Reason, r.Count, r.Message!, r.Timestamp)));
        Assert.All(rejected, r => Assert.False(r.CanRetry));
        Assert.Null(await store.RetryRejectedAsync(rejected[0].Id, Token));
        Assert.Equal(["Nobody's"], (await store.Reader.ReadRejectedAsync(rejected[0].Id, cancellationToken: Token)).Select(r => r.Message));
        Assert.Equal(["No link"], (await store.Reader.ReadRejectedAsync(limit: 1, cancellationToken: Token)).Select(r => r.Message));
    }

    [Fact]
    public async Task ARejectedRecordIsTakenWhenItIsTriedAgainAndNothingKeepsItOutAnyMore()
    {
        await using var store = OpenStore();
        var forged = new SequenceId(2025, 7, 1_500_000);
        var result = await store.AppendAsync(new Batch().Step(forged, "One", Noon), Token);
        Assert.Equal(Reasons.ImplausibleId, Assert.Single(result.Rejected).Reason);
        var rejected = Assert.Single(await store.Reader.ReadRejectedAsync(cancellationToken: Token));
        Assert.True(rejected.CanRetry);

        var refusal = await Assert.ThrowsAsync<SequenceStoreException>(
            async () => await store.RetryRejectedAsync(rejected.Id, Token));
        Assert.Equal(StoreErrorKind.BadData, refusal.Kind);
        Assert.Single(await store.Reader.ReadRejectedAsync(cancellationToken: Token));

        // An id in between makes it plausible.
        await store.AppendAsync(new Batch("other").Step(new SequenceId(2025, 7, 800_000), "Between", Noon), Token);
        Assert.Equal(RecordOutcome.Stored, await store.RetryRejectedAsync(rejected.Id, Token));

        Assert.Equal(["One"], NamesOf(await DetailsOf(store, forged)));
        Assert.Empty(await store.Reader.ReadRejectedAsync(cancellationToken: Token));
        Assert.Null(await store.RetryRejectedAsync(rejected.Id, Token));
        var delivery = (await store.Reader.GetStatisticsAsync(Token)).Delivery;
        Assert.Equal((2, 2, 0), (delivery.Emitted, delivery.Stored, delivery.Rejected));
    }

    [Fact]
    public async Task ABatchThatComesTwiceTellsTheSameRejectionsTwice()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var batch = new Batch()
            .Step(id, "One", Noon)
            .Step(new SequenceId(2025, 7, 5_000_000), "Forged", Noon)
            .Rejected(Reasons.BadLink, 1, Noon, message: "No link")
            .Step(id, "Two", Noon);

        var first = await store.AppendAsync(batch, Token);
        var second = await store.AppendAsync(batch, Token);

        Assert.Equal((2, 0), (first.Stored, first.Duplicate));
        Assert.Equal(2, Assert.Single(first.Rejected).Position);
        Assert.Equal((first.Stored, first.Duplicate), (second.Stored, second.Duplicate));
        Assert.Equal(first.Rejected, second.Rejected);
        Assert.Equal(2, (await store.Reader.ReadRejectedAsync(cancellationToken: Token)).Count);
    }

    [Fact]
    public async Task ARefusedRecordIsKeptWholeInThePlaceOfItsNote()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        RecordBatch batch = new Batch().Step(id, "One", Noon);

        await store.AppendAsync(batch.AsRefused("It stumbled."), Token);
        var rejected = Assert.Single(await store.Reader.ReadRejectedAsync(cancellationToken: Token));
        Assert.Equal((id, Reasons.RefusedByStore, "It stumbled.", true), (rejected.SequenceId, rejected.Reason, rejected.Error, rejected.CanRetry));

        Assert.Equal(RecordOutcome.Stored, await store.RetryRejectedAsync(rejected.Id, Token));
        Assert.Equal(["One"], NamesOf(await DetailsOf(store, id)));
    }

    [Fact]
    public async Task ARejectedRecordIsToldAsItCame()
    {
        await using var store = OpenStore();
        var forged = new Batch().Step(new SequenceId(2025, 7, 1_500_000), "One", Noon, StepStatus.Failed, eventId: EventId(1));
        var refused = new Batch("refused").Link(new SequenceId(2025, 7, 1), ComponentLink.Parse("ads:ad:87"), Noon);
        await store.AppendAsync(forged, Token);
        await store.AppendAsync(((RecordBatch)refused).AsRefused("It stumbled."), Token);
        await store.AppendAsync(new Batch("notes").Rejected(Reasons.BadLink, 1, Noon, message: "No link"), Token);

        var rejected = await store.Reader.ReadRejectedAsync(cancellationToken: Token);

        Assert.Equal([[], refused.Single(), forged.Single()], rejected.Select(r => r.Record.ToArray()));
        Assert.Equal([false, true, true], rejected.Select(r => r.CanRetry));

        // Whoever has the record can write it elsewhere, or here when nothing keeps it out any more.
        await store.LeaseIdsAsync(Noon, 600_000, Token);
        var result = await store.AppendAsync(new Batch("retry").Bytes(rejected[^1].Record.ToArray()), Token);
        Assert.Equal(1, result.Stored);
        Assert.Equal(RecordOutcome.Duplicate, await store.RetryRejectedAsync(rejected[^1].Id, Token));
    }

    [Fact]
    public async Task WhatWasDroppedIsAGapInItsJourney()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var other = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(
            new Batch()
                .Step(id, "One", Noon)
                .Loss(id, Reasons.QueueFull, 1, Noon.AddSeconds(2), Noon.AddSeconds(2))
                .Loss(id, Reasons.QueueFull, 36, Noon.AddSeconds(1), Noon.AddSeconds(9))
                .Step(id, "Two", Noon.AddSeconds(10))
                .Loss(id, Reasons.Closed, 2, Noon.AddSeconds(11), Noon.AddSeconds(12))
                .Loss(default, Reasons.QueueFull, 4, Noon, Noon),
            Token);

        var losses = (await DetailsOf(store, id)).Losses;

        Assert.Equal(
            [
                (1, 37L, Reasons.QueueFull, Noon.AddSeconds(1), Noon.AddSeconds(9)),
                (2, 2L, Reasons.Closed, Noon.AddSeconds(11), Noon.AddSeconds(12)),
            ],
            losses.Select(l => (l.Order, l.Count, l.Reason, l.From, l.To)));
        Assert.Empty((await DetailsOf(store, other)).Losses);
        Assert.Equal(43, (await store.Reader.GetStatisticsAsync(Token)).Delivery.Dropped);
    }
}
