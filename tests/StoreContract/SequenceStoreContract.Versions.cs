using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 16: what a newer version wrote is read, and not written.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AStoreOfANewerVersionIsReadAndNotWritten()
    {
        SequenceId id;
        await using (var store = OpenStore())
        {
            id = await store.CreateAsync(At(Noon) with { UserId = "ann" }, Token);
            await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);
        }

        var (known, newer) = await MakeNewerAsync(Main);

        // Twice, since a refusal must not change what is refused.
        await AssertRefused();
        await AssertRefused();
        await using var reader = OpenReader();
        Assert.Equal(["One"], NamesOf((await reader.GetDetailsAsync(id, Token))!));
        Assert.Equal([id], await IdsOf(reader, new() { UserId = "ann" }));
        Assert.Equal(1, (await reader.GetStatisticsAsync(Token)).Steps.Total);

        async Task AssertRefused()
        {
            var refusal = await Assert.ThrowsAsync<SequenceStoreException>(async () =>
            {
                await using var store = OpenStore();
                await store.AppendAsync(new Batch("newer").Step(id, "Two", Noon), Token);
            });
            Assert.Equal(StoreErrorKind.Schema, refusal.Kind);
            Assert.Contains(known, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(newer, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("SequenceLogging", refusal.Message, StringComparison.Ordinal); // which package to renew
        }
    }
}
