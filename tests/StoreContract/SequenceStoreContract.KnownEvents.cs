namespace SequenceLogging.StoreContract;

// Remark 5: event ids, those that were met elsewhere among them.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AnEventThatWasMetElsewhereIsADuplicateHere()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);

        var notes = await store.AppendAsync(new Batch("notes").KnownEvent(EventId(1)).KnownEvent(EventId(1)), Token);
        var result = await store.AppendAsync(
            new Batch().Step(id, "One", Noon, eventId: EventId(1)).Step(id, "Two", Noon, eventId: EventId(2)), Token);

        Assert.Equal((0, 0, 0), (notes.Stored, notes.Duplicate, notes.Rejected.Count));
        Assert.Equal((1, 1), (result.Stored, result.Duplicate));
        Assert.Equal(["Two"], NamesOf(await DetailsOf(store, id)));
        var delivery = (await store.Reader.GetStatisticsAsync(Token)).Delivery;
        Assert.Equal((2, 1, 1), (delivery.Emitted, delivery.Stored, delivery.Duplicate));
    }

    [Fact]
    public async Task ANoteOnAKnownEventWorksWithinItsBatch()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);

        var result = await store.AppendAsync(
            new Batch().KnownEvent(EventId(1)).Step(id, "One", Noon, eventId: EventId(1)), Token);

        Assert.Equal((0, 1), (result.Stored, result.Duplicate));
    }

    [Fact]
    public async Task EventIdsAreReadInTheOrderOfTheirBytesPageByPage()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        byte[] numbers = [0x80, 7, 0xFF, 1, 0x7F, 3];
        var batch = new Batch().KnownEvent(EventId(9));
        foreach (var number in numbers)
        {
            batch.Step(id, "One", Noon, eventId: EventId(number));
        }

        await store.AppendAsync(batch, Token);

        byte[][] expected = [.. numbers.Append((byte)9).Order().Select(EventId)];
        Assert.Equal(expected, await Read(default, 10_000));
        Assert.Equal(expected[..3], await Read(default, 3));
        Assert.Equal(expected[3..5], await Read(expected[2], 2));
        Assert.Equal(expected[5..], await Read(expected[4], 3));
        Assert.Empty(await Read(expected[^1], 3));
        Assert.Equal(expected[1..], await Read(EventId(2), 10_000));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Read(default, 0));

        async Task<byte[][]> Read(byte[]? after, int limit) =>
            [.. (await store.Reader.ReadEventIdsAsync(after, limit, Token)).Select(eventId => eventId.ToArray())];
    }

    [Fact]
    public async Task AStoreWithoutEventIdsTellsNone()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);

        Assert.Empty(await store.Reader.ReadEventIdsAsync(cancellationToken: Token));
    }
}
