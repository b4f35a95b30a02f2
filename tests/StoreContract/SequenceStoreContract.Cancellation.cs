using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Giving up, and being closed.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task WhatIsCancelledBeforeItBeginsChangesNothing()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var user = new NewSequence { CreatedAt = Noon, UserId = 1 };

        await AssertCancelled(async () => await store.CreateAsync(At(Noon), Cancelled));
        await AssertCancelled(async () => await store.FindOpenOrCreateAsync(user, Cancelled));
        await AssertCancelled(async () => await store.AppendAsync(new Batch().Step(id, "One", Noon), Cancelled));

        Assert.Empty((await DetailsOf(store, id)).Steps);
        Assert.Equal(new SequenceId(2025, 7, 2), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(1, (await store.AppendAsync(new Batch().Step(id, "One", Noon), Token)).Stored);
    }

    [Fact]
    public async Task QuestionsAreCancelledAndTheNextOneIsAnswered()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);

        await AssertCancelled(async () => await store.Reader.GetDetailsAsync(id, Cancelled));
        await AssertCancelled(async () => await store.Reader.FindAsync(new SequenceQuery(), Cancelled));
        await AssertCancelled(async () => await store.Reader.GetStatisticsAsync(Cancelled));
        await AssertCancelled(async () => await store.Reader.ReadStepsAsync(0, 1, Cancelled));
        await AssertCancelled(async () => await store.Reader.GetLastPositionAsync(Cancelled));

        Assert.Equal(id, (await DetailsOf(store, id)).SequenceId);
    }

    [Fact]
    public async Task WhatIsCancelledLeavesNumbersSequencesAndUsersAlone()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon) with { UserId = "ann" }, Token);
        await store.AppendAsync(new Batch().Status(id, SequenceStatus.Completed, Noon), Token);

        await AssertCancelled(async () => await store.LeaseIdsAsync(Noon, 10, Cancelled));
        await AssertCancelled(async () => await store.ReturnIdsAsync(new IdBlock(2025, 7, 1, 1), Cancelled));
        await AssertCancelled(async () => await store.PruneAsync(Idle, Cancelled));
        await AssertCancelled(async () => await store.EraseUserAsync("ann", Cancelled));
        await AssertCancelled(async () => await store.RetryRejectedAsync(1, Cancelled));
        await AssertCancelled(async () => await store.Reader.ReadEventIdsAsync(cancellationToken: Cancelled));
        await AssertCancelled(async () => await store.Reader.GetSizeAsync(Cancelled));
        await AssertCancelled(async () => await store.Reader.ExamineAsync(Cancelled));
        await AssertCancelled(async () => await store.Reader.ReadRejectedAsync(cancellationToken: Cancelled));
        await AssertCancelled(async () => await store.Reader.FindByKeyAsync("key", Cancelled));

        Assert.Equal(SequenceStatus.Completed, (await DetailsOf(store, id)).Status);
        Assert.Equal(new SequenceId(2025, 7, 2), await store.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task AClosedStoreSaysSo()
    {
        var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var reader = store.Reader;
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.CreateAsync(At(Noon), Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await store.AppendAsync(new Batch().Step(id, "One", Noon), Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.LeaseIdsAsync(Noon, 1, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.PruneAsync(Idle, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.GetDetailsAsync(id, Token));
    }

    private static async Task AssertCancelled(Func<Task> call) => await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
}
