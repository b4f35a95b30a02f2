using System.Diagnostics;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

/// <summary>
/// What every store must do that several may have open at once, in one process or in many: as the <see cref="SequenceStoreContract"/>,
/// with two handles in the place of one. A handle of these tests stands for a process, since each has what it remembers to itself.
/// </summary>
public abstract class SharedStoreContract : SequenceStoreContract
{
    /// <summary>How long a write may wait for somebody who holds the store, before it gives up as busy; default 45 s.</summary>
    protected virtual TimeSpan LongestWait => TimeSpan.FromSeconds(45);

    /// <summary>
    /// Keeps everybody from writing to a store, as a process does that stands still in the middle of its turn, until the result is
    /// disposed.
    /// </summary>
    protected abstract Task<IDisposable> HoldAsync(string store);

    [Fact]
    public async Task HandlesIssueNoIdTwiceHoweverTheClockJumps()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();

        await AssertIdsHoldAsync(one, two);
    }

    [Fact]
    public async Task HandlesLeaseNoNumberTwice()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();

        await AssertLeasesHoldAsync(one, two);
    }

    [Fact]
    public async Task HandlesPruneEachSequenceOnce()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();

        await AssertPruningsHoldAsync(one, two);
    }

    [Fact]
    public async Task NumbersThatAreGivenBackAfterAnotherHandleTookOneStayAGap()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();
        var block = await one.LeaseIdsAsync(Noon, 10, Token);
        var taken = await two.CreateAsync(At(Noon), Token);

        await one.ReturnIdsAsync(block, Token);

        Assert.True(await one.CreateAsync(At(Noon), Token) > taken);
        Assert.True(await two.CreateAsync(At(Noon), Token) > taken);
    }

    [Fact]
    public async Task StepsOfTwoHandlesInOneSequenceHaveOneOrder()
    {
        const int Each = 60;
        await using var one = OpenStore();
        await using var two = OpenStore();
        var id = await one.CreateAsync(At(Noon), Token);

        await Task.WhenAll(new[] { one, two }.Select((store, handle) => Task.Run(
            async () =>
            {
                for (var step = 0; step < Each; step++)
                {
                    await store.AppendAsync(new Batch($"handle {handle}", after: step).Step(id, $"{handle}/{step:D2}", Noon), Token);
                }
            },
            Token)));

        var details = (await one.Reader.GetDetailsAsync(id, Token))!;
        Assert.Equal(Enumerable.Range(1, 2 * Each), details.Steps.Select(s => s.Order));
        Assert.All(
            details.Steps.Select(s => s.StepName.Value).GroupBy(name => name[0]),
            own => Assert.Equal(own.Order(StringComparer.Ordinal), own));
        Assert.Equal(2 * Each, details.Steps.Select(s => s.StepName).Distinct().Count());
        Assert.Equal(2 * Each, (await two.Reader.GetStatisticsAsync(Token)).Steps.Total);
        var stored = await two.Reader.ReadStepsAsync(0, 1_000, Token);
        Assert.Equal(details.Steps.Select(s => s.StepName), stored.Select(s => s.StepName));
    }

    [Fact]
    public async Task HandlesThatFindOrCreateForOneUserGetOneSequence()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () => await (i % 2 == 0 ? one : two).FindOpenOrCreateAsync(At(Noon) with { UserId = 1 }, Token), Token)));

        Assert.All(ids, id => Assert.Equal(new SequenceId(2025, 7, 1), id));
    }

    [Fact]
    public async Task AHandleSeesWhatTheOtherWrites()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();
        RecordBatch batch = new Batch().Begin("key", Noon, "ann").Step(default, "One", Noon, key: "key");
        await two.AppendAsync(new Batch("two").Begin("other", Noon), Token);
        await one.AppendAsync(batch, Token);
        var id = (await two.Reader.FindByKeyAsync("key", Token))!.Value;

        // What each remembers of key, sequence, open ones and positions must be what the other has made of them.
        await two.AppendAsync(batch, Token);
        await two.AppendAsync(new Batch("second").Step(default, "Two", Noon, StepStatus.Failed, key: "key"), Token);
        await one.AppendAsync(new Batch("third").Step(id, "Three", Noon), Token);
        Assert.Equal(id, await two.FindOpenOrCreateAsync(At(Noon) with { UserId = "ann" }, Token));
        await two.AppendAsync(new Batch("fourth").Status(id, SequenceStatus.Completed, Noon), Token);
        Assert.NotEqual(id, await one.FindOpenOrCreateAsync(At(Noon) with { UserId = "ann" }, Token));

        foreach (var store in new[] { one, two })
        {
            var details = (await store.Reader.GetDetailsAsync(id, Token))!;
            Assert.Equal([(1, "One"), (2, "Two"), (3, "Three")], details.Steps.Select(s => (s.Order, s.StepName.Value)));
            var sequences = (await store.Reader.GetStatisticsAsync(Token)).Sequences;
            Assert.Equal((3, 2, 1, 0), (sequences.Total, sequences.Active, sequences.Completed, sequences.Failed));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatOneHandleRemovesTheOtherHasForgotten(bool isErased)
    {
        await using var one = OpenStore();
        await using var two = OpenStore();
        await one.AppendAsync(new Batch().Begin("key", Noon, "ann").Step(default, "One", Noon, key: "key"), Token);
        var id = (await one.Reader.FindByKeyAsync("key", Token))!.Value;
        await two.AppendAsync(new Batch("two").Step(id, "Two", Noon).Step(default, "Three", Noon, key: "key"), Token);

        _ = isErased
            ? (await one.EraseUserAsync("ann", Token)).Sequences
            : (await one.PruneAsync(new PruneQuery { IdleSince = Noon.AddDays(1), Status = SequenceStatus.Active }, Token)).Sequences;
        var late = await two.AppendAsync(
            new Batch("late").Step(default, "By its key", Noon, key: "key").Step(id, "By its id", Noon), Token);

        Assert.Equal((1, 1), (late.Stored, late.Rejected.Count));
        var details = (await one.Reader.GetDetailsAsync(id, Token))!;
        Assert.Equal([(1, "By its id")], details.Steps.Select(s => (s.Order, s.StepName.Value)));
        Assert.Null(details.UserId);
        Assert.Equal(1, (await two.Reader.GetStatisticsAsync(Token)).Sequences.Total);
    }

    [Fact]
    public async Task ManyThatOpenANewStoreAtOnceHaveOne()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenStore(), Token)));

        var ids = await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.CreateAsync(At(Noon), Token), Token)));

        Assert.Equal(Enumerable.Range(1, stores.Length).Select(n => new SequenceId(2025, 7, n)), ids.Order());
        foreach (var store in stores)
        {
            Assert.Equal(stores.Length, (await store.Reader.FindAsync(new SequenceQuery(), Token)).Count);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task WhoeverWaitsForAStoreThatIsHeldGivesUpAsBusyAndGoesOnAfterwards()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();
        var id = await one.CreateAsync(At(Noon), Token);
        var start = Stopwatch.GetTimestamp();
        using (await HoldAsync(Main))
        {
            var failures = await Task.WhenAll(
                FailureOf(async () => await one.AppendAsync(new Batch().Step(id, "One", Noon), Token)),
                FailureOf(async () => await two.CreateAsync(At(Noon), Token)));
            Assert.All(failures, failure => Assert.Equal(StoreErrorKind.Busy, failure.Kind));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, LongestWait);
        Assert.Equal(1, (await one.AppendAsync(new Batch().Step(id, "One", Noon), Token)).Stored);
        Assert.Equal(new SequenceId(2025, 7, 2), await two.CreateAsync(At(Noon), Token));

        static Task<SequenceStoreException> FailureOf(Func<Task> call) => Task.Run(() => Assert.ThrowsAsync<SequenceStoreException>(call));
    }

    [Fact]
    public async Task WhoeverWaitsForAStoreThatIsHeldGivesUpWithItsToken()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        using (await HoldAsync(Main))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Task.Run(async () => await store.AppendAsync(new Batch().Step(id, "One", Noon), patience.Token), Token));
        }

        Assert.Equal(0, (await store.Reader.GetDetailsAsync(id, Token))!.StepCount);
    }
}
