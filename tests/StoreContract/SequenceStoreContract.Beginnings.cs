using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 12: sequences that begin with an id of their own.
public abstract partial class SequenceStoreContract
{
    private static readonly SequenceId Own = new(2025, 7, 5);

    private static readonly NewSequence Ann = new()
    {
        CreatedAt = Noon, UserId = "ann", Username = "Ann", Language = "nl", Metadata = """{"source":"start"}""",
    };

    [Fact]
    public async Task ABeginningWithAnIdCreatesItsSequenceAndTheCounterGoesOnAboveIt()
    {
        await using var store = OpenStore();

        var result = await store.AppendAsync(new Batch().Begin(Own, Noon, Ann).Step(Own, "One", Noon.AddMinutes(1)), Token);

        Assert.Equal((2, 0), (result.Stored, result.Duplicate));
        var details = await DetailsOf(store, Own);
        Assert.Equal(
            (Ann.UserId, Ann.Username, Ann.Language, Ann.Metadata, Noon),
            (details.UserId, details.Username, details.Language, details.Metadata, details.CreatedAt));
        Assert.Equal(["One"], NamesOf(details));
        Assert.Equal(new SequenceId(2025, 7, 6), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(4, (await AccountOf(store)).Gaps[IdGap.Skipped]);
    }

    [Fact]
    public async Task ABeginningWithALeasedNumberLeavesTheCounterAlone()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);

        await store.AppendAsync(new Batch().Begin(Own, Noon, Ann), Token);

        Assert.Equal(new SequenceId(2025, 7, 11), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(2, (await AccountOf(store)).Used);
    }

    [Fact]
    public async Task ABeginningThatARecordHasOvertakenAddsWhatIsNotKnown()
    {
        await using var store = OpenStore();
        await store.AppendAsync(new Batch("other").Step(Own, "One", Noon.AddMinutes(1)), Token);
        Assert.Null((await DetailsOf(store, Own)).UserId);

        var result = await store.AppendAsync(new Batch().Begin(Own, Noon, Ann), Token);

        Assert.Equal((1, 0), (result.Stored, result.Duplicate));
        var details = await DetailsOf(store, Own);
        Assert.Equal(
            (Ann.UserId, Ann.Username, Ann.Language, Ann.Metadata, Noon, Noon.AddMinutes(1)),
            (details.UserId, details.Username, details.Language, details.Metadata, details.CreatedAt, details.UpdatedAt));
        Assert.Equal(["One"], NamesOf(details));
        Assert.Equal(1, (await store.Reader.GetStatisticsAsync(Token)).Sequences.Total);
        Assert.Equal([Own], await IdsOf(store.Reader, new() { UserId = "ann" }));
        Assert.Equal(Own, await store.FindOpenOrCreateAsync(Ann, Token));
    }

    [Fact]
    public async Task ABeginningThatTellsALaterTimeLeavesTheEarlierOne()
    {
        await using var store = OpenStore();
        await store.AppendAsync(new Batch("other").Step(Own, "One", Noon), Token);

        await store.AppendAsync(new Batch().Begin(Own, Noon.AddMinutes(1), Ann), Token);

        var details = await DetailsOf(store, Own);
        Assert.Equal((Ann.UserId, Noon), (details.UserId, details.CreatedAt));
    }

    [Fact]
    public async Task ABeginningThatTellsNothingNewIsADuplicate()
    {
        await using var store = OpenStore();
        var (nobodys, adopted) = (new SequenceId(2025, 7, 6), new SequenceId(2025, 7, 7));
        var first = await store.AppendAsync(
            new Batch().Begin(Own, Noon, Ann).Begin(Own, Noon, Ann).Begin(nobodys, Noon).Begin(nobodys, Noon), Token);
        await store.AppendAsync(new Batch("steps").Step(adopted, "One", Noon), Token);
        await store.AppendAsync(new Batch("adopted").Begin(adopted, Noon, Ann), Token);
        var before = await PictureOf(store, Own, withDelivery: false);

        var again = await store.AppendAsync(
            new Batch("again")
                .Begin(Own, Noon, Ann)
                .Begin(Own, Noon.AddDays(-1), Ann with { UserId = "bob", Username = "Bob" })
                .Begin(nobodys, Noon)
                .Begin(adopted, Noon, Ann),
            Token);

        Assert.Equal((2, 2), (first.Stored, first.Duplicate));
        Assert.Equal((0, 4), (again.Stored, again.Duplicate));
        Assert.Equal(before, await PictureOf(store, Own, withDelivery: false));
        Assert.Equal(4, (await store.Reader.GetStatisticsAsync(Token)).Delivery.Stored);
        Assert.Equal(6, (await store.Reader.GetStatisticsAsync(Token)).Delivery.Duplicate);
    }

    [Fact]
    public async Task WhatABeginningTellsIsKnownToTheRecordsBehindIt()
    {
        await using var store = OpenStore();
        await store.AppendAsync(new Batch("other").Step(Own, "One", Noon), Token);

        var result = await store.AppendAsync(
            new Batch()
                .Begin(Own, Noon, Ann)
                .Begin(Own, Noon, Ann)
                .Begin("joins", Noon, "ann", joinsOpen: true)
                .Status(Own, SequenceStatus.Completed, Noon)
                .Begin("new", Noon, "ann", joinsOpen: true),
            Token);

        Assert.Equal((4, 1), (result.Stored, result.Duplicate));
        Assert.Equal(Own, await store.Reader.FindByKeyAsync("joins", Token));
        Assert.Equal(new SequenceId(2025, 7, 6), await store.Reader.FindByKeyAsync("new", Token));
    }

    [Fact]
    public async Task ABeginningWithAnIdMayHaveAKey()
    {
        await using var store = OpenStore();
        await store.AppendAsync(new Batch().Begin(Own, Noon, Ann, key: "CaseId=1").Step(default, "One", Noon, key: "CaseId=1"), Token);

        var later = await store.AppendAsync(
            new Batch("later").Begin(Own, Noon, Ann, key: "CaseId=2").Begin(Own, Noon, Ann, key: "CaseId=1"), Token);

        Assert.Equal((1, 1), (later.Stored, later.Duplicate));
        Assert.Equal(Own, await store.Reader.FindByKeyAsync("CaseId=1", Token));
        Assert.Equal(Own, await store.Reader.FindByKeyAsync("CaseId=2", Token));
        Assert.Equal(["One"], NamesOf(await DetailsOf(store, Own)));
    }

    [Fact]
    public async Task AJourneyTellsTheKeysThatItIsKnownBy()
    {
        await using var store = OpenStore();
        await store.AppendAsync(
            new Batch().Begin("one", Noon, "ann").Begin("two", Noon, "ann", joinsOpen: true).Begin("other", Noon), Token);
        var id = (await store.Reader.FindByKeyAsync("one", Token))!.Value;

        Assert.Equal(["one", "two"], (await DetailsOf(store, id)).Keys.Order(StringComparer.Ordinal));
        Assert.Empty((await DetailsOf(store, await store.CreateAsync(At(Noon), Token))).Keys);
    }
}
