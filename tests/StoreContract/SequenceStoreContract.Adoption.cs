using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 6: ids that come from elsewhere.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AnUnknownSequenceIsTakenUnderItsOwnIdAndTheCounterGoesOnAboveIt()
    {
        await using var app = Start();
        var foreign = SequenceId.Parse("SEQ-2025-07-00041");
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        app.Link(foreign, "ads:ad:87");
        app.Step(foreign, "One");

        var details = await app.DetailsOf(foreign);
        Assert.Equal((1, 1, Noon.AddMinutes(1)), (details.StepCount, details.Links.Count, details.CreatedAt));
        Assert.Equal("SEQ-2025-07-00042", app.Begin().ToString());
        Assert.Equal(2, (await app.StatisticsAsync()).Sequences.Total);
    }

    [Fact]
    public async Task AnIdBelowTheCounterLeavesTheCounterAlone()
    {
        await using var app = Start();
        app.Step(SequenceId.Parse("SEQ-2025-07-00041"), "One");
        app.Step(SequenceId.Parse("SEQ-2025-07-00007"), "One");
        app.Step(SequenceId.Parse("SEQ-2024-02-00003"), "One");
        await app.FlushAsync();

        Assert.Equal("SEQ-2025-07-00042", app.Begin().ToString());
        app.Clock.Set(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("SEQ-2024-02-00004", app.Begin().ToString());
    }

    [Fact]
    public async Task AnIdFarAboveTheCounterIsRejectedAndUsesUpNoNumber()
    {
        await using var store = OpenStore();
        await store.CreateAsync(At(Noon), Token);
        var (last, forged) = (new SequenceId(2025, 7, 1_000_001), new SequenceId(2025, 7, 2_000_002));

        var result = await store.AppendAsync(new Batch().Step(forged, "One", Noon).Step(last, "One", Noon), Token);

        Assert.Equal(1, result.Stored);
        Assert.Equal(new RejectedRecord(1, Reasons.ImplausibleId), Assert.Single(result.Rejected));
        Assert.Null(await store.Reader.GetDetailsAsync(forged, Token));
        Assert.Equal(last, (await DetailsOf(store, last)).SequenceId);
        Assert.Equal(new SequenceId(2025, 7, 1_000_002), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(1, (await store.Reader.GetStatisticsAsync(Token)).Delivery.RejectedBy[Reasons.ImplausibleId]);
    }

    [Fact]
    public async Task AnIdOfAMonthWithoutACounterIsRejectedFarAboveZero()
    {
        await using var store = OpenStore();

        var result = await store.AppendAsync(
            new Batch()
                .Step(new SequenceId(2024, 1, 1_000_001), "One", Noon)
                .Step(new SequenceId(9999, 12, SequenceId.MaxNumber), "One", Noon),
            Token);

        Assert.Equal(
            [new RejectedRecord(1, Reasons.ImplausibleId), new RejectedRecord(2, Reasons.ImplausibleId)], result.Rejected);
        Assert.Empty((await store.Reader.GetStatisticsAsync(Token)).Counters);
        Assert.Empty(await store.Reader.FindAsync(new SequenceQuery(), Token));
    }
}
