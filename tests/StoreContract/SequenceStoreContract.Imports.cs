using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 5, and sequences that are known by a key: what an import of the same file twice needs.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AKeyGetsAnIdInTheMonthOfItsBeginning()
    {
        await using var store = OpenStore();

        var result = await store.AppendAsync(
            new Batch()
                .Begin("case-1", new DateTimeOffset(2010, 10, 31, 23, 59, 59, TimeSpan.Zero), "ann", "Ann", "nl")
                .Begin("case-2", new DateTimeOffset(2010, 11, 1, 0, 0, 0, TimeSpan.Zero))
                .Begin("Case-1", new DateTimeOffset(2010, 10, 5, 0, 0, 0, TimeSpan.Zero))
                .Step(default, "Two", Noon, key: "case-2")
                .Step(default, "One", Noon, key: "case-1"),
            Token);

        Assert.Equal((5, 0), (result.Stored, result.Duplicate));
        var headers = await store.Reader.FindAsync(new SequenceQuery(), Token);
        Assert.Equal(
            ["SEQ-2010-11-00001", "SEQ-2010-10-00002", "SEQ-2010-10-00001"], headers.Select(h => h.SequenceId.ToString()));
        Assert.Equal(["Two", null, "One"], headers.Select(h => h.CurrentStep?.Value));
        Assert.Equal(
            (new UserId("ann"), "Ann", "nl"), (headers[2].UserId!.Value, headers[2].Username, headers[2].Language));
        Assert.Equal(new DateTimeOffset(2010, 10, 31, 23, 59, 59, TimeSpan.Zero), headers[2].CreatedAt);
        var counters = (await store.Reader.GetStatisticsAsync(Token)).Counters;
        Assert.Equal([new MonthCounter("2010-10", 2), new MonthCounter("2010-11", 1)], counters);
    }

    [Fact]
    public async Task AKeyThatIsKnownBeginsNothing()
    {
        await using (var store = OpenStore())
        {
            await store.AppendAsync(new Batch().Begin("case-1", Noon).Begin("case-1", Noon.AddMonths(1)), Token);
        }

        await using var again = OpenStore();
        var result = await again.AppendAsync(new Batch("later").Begin("case-1", Noon), Token);

        Assert.Equal((0, 1), (result.Stored, result.Duplicate));
        Assert.Single(await again.Reader.FindAsync(new SequenceQuery(), Token));
        Assert.Equal([new MonthCounter("2025-07", 1)], (await again.Reader.GetStatisticsAsync(Token)).Counters);
    }

    [Fact]
    public async Task ARecordOfAnUnknownKeyIsRejected()
    {
        await using var store = OpenStore();

        var result = await store.AppendAsync(
            new Batch().Step(default, "One", Noon, key: "case-1").Step(default, "Two", Noon), Token);

        Assert.Equal(
            [new RejectedRecord(1, Reasons.BadSequenceId), new RejectedRecord(2, Reasons.BadSequenceId)], result.Rejected);
        Assert.Empty(await store.Reader.FindAsync(new SequenceQuery(), Token));
    }

    [Fact]
    public async Task ARecordWithAKnownEventIdIsADuplicateAndChangesNothing()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var link = ComponentLink.Parse("ads:ad:87");
        await store.AppendAsync(
            new Batch("first").Step(id, "One", Noon, eventId: EventId(1)).Link(id, link, Noon, EventId(2)), Token);

        var result = await store.AppendAsync(
            new Batch("second")
                .Step(id, "One", Noon.AddDays(1), eventId: EventId(1))
                .Link(id, link, Noon.AddDays(1), EventId(2))
                .Step(id, "Two", Noon, eventId: EventId(3))
                .Step(id, "Two", Noon, eventId: EventId(3)),
            Token);

        Assert.Equal((1, 3), (result.Stored, result.Duplicate));
        var details = await DetailsOf(store, id);
        Assert.Equal(["One", "Two"], NamesOf(details));
        Assert.Equal(Noon, details.UpdatedAt);
        Assert.Equal(Noon, Assert.Single(details.Links).LastSeen);
        var statistics = await store.Reader.GetStatisticsAsync(Token);
        Assert.Equal((2, Noon), (statistics.Steps.Total, statistics.Sequences.LastActivity));
        Assert.Equal((3, 3), (statistics.Delivery.Stored, statistics.Delivery.Duplicate));
    }

    [Fact]
    public async Task ADuplicateMakesNoSequence()
    {
        await using var store = OpenStore();
        var known = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(new Batch("first").Step(known, "One", Noon, eventId: EventId(1)), Token);

        var elsewhere = new SequenceId(2025, 7, 500);
        var result = await store.AppendAsync(new Batch("second").Step(elsewhere, "One", Noon, eventId: EventId(1)), Token);

        Assert.Equal((0, 1), (result.Stored, result.Duplicate));
        Assert.Null(await store.Reader.GetDetailsAsync(elsewhere, Token));
        Assert.Equal(1, (await store.Reader.GetStatisticsAsync(Token)).Sequences.Total);
        Assert.Equal(new SequenceId(2025, 7, 2), await store.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task AnEventIdIsNotSpentOnARecordThatIsRejected()
    {
        await using var store = OpenStore();

        var rejected = await store.AppendAsync(
            new Batch("first").Step(default, "One", Noon, key: "k", eventId: EventId(1)), Token);
        var accepted = await store.AppendAsync(
            new Batch("second").Begin("k", Noon).Step(default, "One", Noon, key: "k", eventId: EventId(1)), Token);

        Assert.Single(rejected.Rejected);
        Assert.Equal((2, 0), (accepted.Stored, accepted.Duplicate));
    }

    private static byte[] EventId(byte number) => [.. Enumerable.Repeat((byte)0, 15), number];
}
