using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Tests.Processes;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Limits;

/// <summary>What LiteDB has a limit for.</summary>
public sealed class LimitTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.litedb");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KeysThatAreLongerThanLiteDbsAreFoundAndAreNotMixedUp()
    {
        await using var store = StoreProgram.Open(Store);
        string Long(char end) => new string('é', ComponentLink.MaxLength - 20) + end;
        var key = new string('k', 50_000);
        var first = await store.CreateAsync(new NewSequence { CreatedAt = Noon, UserId = new string('ü', UserId.MaxLength) }, Token);
        var second = await store.CreateAsync(new NewSequence { CreatedAt = Noon, UserId = new string('ü', UserId.MaxLength - 1) + "x" }, Token);
        await store.AppendAsync(
            new Batch(new string('p', 5_000))
                .Link(first, ComponentLink.Parse("ads:ad:" + Long('1')), Noon)
                .Link(second, ComponentLink.Parse("ads:ad:" + Long('2')), Noon)
                .Begin(key + "1", Noon)
                .Begin(key + "2", Noon)
                .Step(first, new string('s', StepName.MaxLength), Noon),
            Token);

        Assert.Equal([first], await Find(new SequenceQuery { Component = ComponentQuery.Parse("ads:" + Long('1')) }));
        Assert.Equal([second], await Find(new SequenceQuery { Component = ComponentQuery.Parse("ads:ad:" + Long('2')) }));
        Assert.Equal([second], await Find(new SequenceQuery { UserId = new string('ü', UserId.MaxLength - 1) + "x" }));
        Assert.Equal([first], await Find(new SequenceQuery { StepName = new string('s', StepName.MaxLength) }));
        Assert.Equal(4, (await store.Reader.FindByKeyAsync(key + "2", Token))?.Number);

        async Task<IEnumerable<SequenceId>> Find(SequenceQuery query) =>
            (await store.Reader.FindAsync(query, Token)).Select(h => h.SequenceId);
    }

    [Fact]
    public async Task ARecordThatIsTooLargeIsRefusedAndTheOthersAreTaken()
    {
        await using var store = StoreProgram.Open(Store);
        var id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);

        var refusal = await Assert.ThrowsAsync<SequenceStoreException>(async () => await store.AppendAsync(
            new Batch("large").Step(id, "One", Noon).Rejected("bad_link", 1, Noon, message: new string('x', 16_000_000)), Token));
        await store.AppendAsync(
            new Batch("fits").Step(id, "Two", Noon).Rejected("bad_link", 1, Noon, message: new string('x', 14_000_000)), Token);

        Assert.Equal(StoreErrorKind.BadData, refusal.Kind);
        Assert.Equal(["Two"], (await store.Reader.GetDetailsAsync(id, Token))!.Steps.Select(s => s.StepName.Value));
        Assert.Equal(14_000_000, Assert.Single(await store.Reader.ReadRejectedAsync(cancellationToken: Token)).Message!.Length);
    }

    [Fact]
    public async Task RoomThatPruningMakesIsUsedAgain()
    {
        await using var store = StoreProgram.Open(Store);
        await WriteAsync(store, "first");
        var full = await store.Reader.GetSizeAsync(Token);

        for (SequenceId? after = null; ;)
        {
            var pruning = await store.PruneAsync(
                new PruneQuery { IdleSince = Noon.AddDays(1), Status = SequenceStatus.Active, After = after, Limit = 100 }, Token);
            if ((after = pruning.Next) is null)
            {
                break;
            }
        }

        var pruned = await store.Reader.GetSizeAsync(Token);
        var file = new FileInfo(Store).Length;
        await WriteAsync(store, "second");

        Assert.True(pruned < full / 2, $"{pruned} of {full} bytes are left.");
        Assert.True(new FileInfo(Store).Length < file * 1.2, $"The file has grown from {file} to {new FileInfo(Store).Length} bytes.");
    }

    private static async Task WriteAsync(ISequenceStore store, string producer)
    {
        for (var i = 0; i < 300; i++)
        {
            var id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
            var batch = new Batch($"{producer} {i}");
            for (var step = 0; step < 20; step++)
            {
                batch.Step(id, $"Step {step}", Noon).Link(id, ComponentLink.Parse($"ads:ad:{step}"), Noon);
            }

            await store.AppendAsync(batch, Token);
        }
    }
}
