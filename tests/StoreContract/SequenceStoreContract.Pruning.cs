using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 14: sequences that are over and done with go, whole.
public abstract partial class SequenceStoreContract
{
    /// <summary>Only what has not been touched for a day.</summary>
    private static readonly PruneQuery Idle = new() { IdleSince = Noon.AddDays(1) };

    [Fact]
    public async Task WhatIsOverAndIdleGoesWhole()
    {
        await using var store = OpenStore();
        await store.AppendAsync(
            new Batch()
                .Begin("key", Noon, "ann")
                .Step(default, "One", Noon, key: "key")
                .Step(default, "Two", Noon, StepStatus.Failed, key: "key")
                .Status(default, SequenceStatus.Completed, Noon, key: "key"),
            Token);
        var id = (await store.Reader.FindByKeyAsync("key", Token))!.Value;
        await store.AppendAsync(
            new Batch("more")
                .Link(id, ComponentLink.Parse("ads:ad:87"), Noon)
                .Loss(id, Reasons.QueueFull, 3, Noon, Noon)
                .Rejected(Reasons.BadLink, 1, Noon, id, "No link")
                .Rejected(Reasons.BadLink, 1, Noon, message: "Nobody's"),
            Token);

        var pruning = await store.PruneAsync(Idle, Token);

        Assert.Equal(new Pruning(Sequences: 1, Steps: 2, Links: 1, Others: 4, Next: null), pruning with { Next = null });
        Assert.Null(await store.Reader.GetDetailsAsync(id, Token));
        Assert.Empty(await IdsOf(store.Reader, new SequenceQuery()));
        Assert.Empty(await IdsOf(store.Reader, new SequenceQuery { Component = ComponentQuery.Parse("ads:87") }));
        Assert.Empty(await IdsOf(store.Reader, new SequenceQuery { StepName = "One" }));
        Assert.Empty(await store.Reader.ReadStepsAsync(0, 10, Token));
        Assert.Null(await store.Reader.FindByKeyAsync("key", Token));
        Assert.Equal(["Nobody's"], (await store.Reader.ReadRejectedAsync(cancellationToken: Token)).Select(r => r.Message));
        var late = await store.AppendAsync(new Batch("late").Step(default, "Three", Noon, key: "key"), Token);
        Assert.Equal(Reasons.BadSequenceId, Assert.Single(late.Rejected).Reason);
    }

    [Fact]
    public async Task WhatRunsOrWasTouchedSinceStays()
    {
        await using var store = OpenStore();
        var (ended, failed, active, touched) = (await Create(), await Create(), await Create(), await Create());
        await store.AppendAsync(
            new Batch()
                .Status(ended, SequenceStatus.Completed, Noon)
                .Step(failed, "Pay", Noon, StepStatus.Failed)
                .Step(active, "One", Noon)
                .Status(touched, SequenceStatus.Abandoned, Noon)
                .Step(touched, "Late", Idle.IdleSince),
            Token);

        Assert.Equal(2, (await store.PruneAsync(Idle, Token)).Sequences);

        Assert.Equal([touched, active], await IdsOf(store.Reader, new SequenceQuery()));
        Assert.Equal(1, (await store.PruneAsync(Idle with { IdleSince = Idle.IdleSince.AddTicks(10) }, Token)).Sequences);
        Assert.Equal([active], await IdsOf(store.Reader, new SequenceQuery()));

        ValueTask<SequenceId> Create() => store.CreateAsync(At(Noon), Token);
    }

    [Theory]
    [InlineData(SequenceStatus.Active)]
    [InlineData(SequenceStatus.Completed)]
    [InlineData(SequenceStatus.Failed)]
    [InlineData(SequenceStatus.Abandoned)]
    public async Task OnlyThoseInAStatusGoWhereItIsNamedAndActiveOnesOnlyThen(SequenceStatus status)
    {
        await using var store = OpenStore();
        var ids = await OneInEachStatusAsync(store);

        var pruning = await store.PruneAsync(Idle with { Status = status }, Token);

        Assert.Equal(1, pruning.Sequences);
        Assert.Null(await store.Reader.GetDetailsAsync(ids[status], Token));
        Assert.Equal(3, (await IdsOf(store.Reader, new SequenceQuery())).Length);
        Assert.Equal(status is SequenceStatus.Active ? 3 : 2, (await store.PruneAsync(Idle, Token)).Sequences);
    }

    [Fact]
    public async Task ADryRunTellsWhatARealOneDoesAndChangesNothing()
    {
        await using var store = OpenStore();
        var ids = await OneInEachStatusAsync(store);
        var completed = ids[SequenceStatus.Completed];
        var query = Idle with { Limit = 3 };
        var before = await PictureOf(store, completed);

        var dry = await store.PruneAsync(query with { IsDryRun = true }, Token);

        Assert.Equal(before, await PictureOf(store, completed));
        Assert.Equal(dry, await store.PruneAsync(query with { IsDryRun = true }, Token));
        Assert.Equal(dry, await store.PruneAsync(query, Token));
        Assert.Equal(2, dry.Sequences);
        Assert.Null(await store.Reader.GetDetailsAsync(completed, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task APruningGoesInStepsThatLookAtNoMoreThanTheirLimit(int limit)
    {
        await using var store = OpenStore();
        var batch = new Batch();
        for (var i = 0; i < 14; i++)
        {
            var id = await store.CreateAsync(At(Noon.AddMonths(i % 2)), Token);
            batch.Status(id, i % 3 == 0 ? SequenceStatus.Active : SequenceStatus.Completed, Noon);
        }

        await store.AppendAsync(batch, Token);
        var (removed, steps) = (0L, 0);
        for (var query = new PruneQuery { IdleSince = Noon.AddMonths(2), Limit = limit }; ; steps++)
        {
            Assert.True(steps <= 14, "The pruning comes to no end.");
            var pruning = await store.PruneAsync(query, Token);
            Assert.InRange(pruning.Sequences, 0, limit);
            removed += pruning.Sequences;
            if (pruning.Next is not { } next)
            {
                break;
            }

            Assert.True(query.After is null || next > query.After, $"{next} came behind {query.After}.");
            query = query with { After = next };
        }

        Assert.Equal(9, removed);
        Assert.True(steps >= 13 / limit, $"{steps + 1} steps looked at 14 sequences, {limit} at most in each.");
        Assert.Equal(5, (await IdsOf(store.Reader, new SequenceQuery())).Length);
    }

    [Fact]
    public async Task TheStatisticsOfStepsStayWhenSequencesGoAndTotalsGoDown()
    {
        await using var app = Start();
        var (old, other) = (app.Begin(), app.Begin());
        app.Step(old, "One");
        app.FailStep(old, "Two");
        app.Link(old, "ads:ad:1");
        app.Link(other, "ads:ad:1");
        app.Step(other, "One");
        var before = await app.StatisticsAsync();

        await app.Store.PruneAsync(Idle, Token);

        var after = await app.StatisticsAsync();
        Assert.Equal((before.Steps, before.Delivery.Stored), (after.Steps, after.Delivery.Stored));
        Assert.Equal(before.Components, after.Components);
        Assert.Equal(before.Counters, after.Counters);
        Assert.Equal((1, 1, 0, 1), (after.Sequences.Total, after.Sequences.Active, after.Sequences.Failed, after.Links.Total));
    }

    [Fact]
    public async Task ThePrunedOnesIdsAreNotIssuedAgain()
    {
        await using (var store = OpenStore())
        {
            await store.CreateAsync(At(Noon), Token);
            await store.PruneAsync(Idle with { Status = SequenceStatus.Active }, Token);
            Assert.Equal(2, (await store.CreateAsync(At(Noon), Token)).Number);
            await store.PruneAsync(Idle with { Status = SequenceStatus.Active }, Token);
        }

        await using var again = OpenStore();
        Assert.Equal(3, (await again.CreateAsync(At(Noon), Token)).Number);
    }

    [Fact]
    public async Task ARecordThatComesLaterIsAdopted()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon) with { UserId = "ann" }, Token);
        await store.AppendAsync(new Batch().Step(id, "One", Noon).Status(id, SequenceStatus.Completed, Noon), Token);
        await store.PruneAsync(Idle, Token);

        await store.AppendAsync(new Batch(after: 2).Step(id, "Two", Noon.AddDays(2)), Token);

        var details = await DetailsOf(store, id);
        Assert.Equal([(1, "Two")], details.Steps.Select(s => (s.Order, s.StepName.Value)));
        Assert.Equal((default(UserId?), SequenceStatus.Active, Noon.AddDays(2)), (details.UserId, details.Status, details.CreatedAt));
        Assert.Equal((1, 0), ((await AccountOf(store)).Used, (await AccountOf(store)).Gaps.GetValueOrDefault(IdGap.Pruned)));
    }

    [Fact]
    public async Task AStepThatComesBetweenDryRunAndPruningSparesItsSequence()
    {
        await using var store = OpenStore();
        var ids = await OneInEachStatusAsync(store);
        var failed = ids[SequenceStatus.Failed];
        Assert.Equal(3, (await store.PruneAsync(Idle with { IsDryRun = true }, Token)).Sequences);

        await store.AppendAsync(new Batch("later").Step(failed, "Retried", Noon.AddDays(3)), Token);

        Assert.Equal(2, (await store.PruneAsync(Idle, Token)).Sequences);
        Assert.Equal(2, (await DetailsOf(store, failed)).StepCount);
    }

    [Fact]
    public async Task PruningsAtOnceRemoveEachSequenceOnce()
    {
        await using var store = OpenStore();

        await AssertPruningsHoldAsync(store);
    }

    /// <summary>Prunes over stores that may be one and the same, at once, while others log.</summary>
    protected static async Task AssertPruningsHoldAsync(params ISequenceStore[] stores)
    {
        const int Sequences = 60;
        var batch = new Batch();
        for (var i = 0; i < Sequences; i++)
        {
            var id = await stores[0].CreateAsync(At(Noon), Token);
            batch.Step(id, "One", Noon).Status(id, SequenceStatus.Completed, Noon);
        }

        await stores[0].AppendAsync(batch, Token);
        var running = await stores[0].CreateAsync(At(Noon), Token);
        var logging = Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    await stores[^1].AppendAsync(new Batch("runs", after: i).Step(running, "Runs", Noon), Token);
                }
            },
            Token);
        var prunings = await Task.WhenAll(stores.Concat(stores).Select(
            store => Task.Run(async () => await PruneToTheEndAsync(store, Idle with { Limit = 7 }), Token)));
        await logging;

        Assert.Equal((Sequences, Sequences), (prunings.Sum(p => p.Sequences), prunings.Sum(p => p.Steps)));
        Assert.Equal([running], await IdsOf(stores[0].Reader, new SequenceQuery()));
        Assert.Equal(50, (await DetailsOf(stores[0], running)).StepCount);
        Assert.Equal(1, (await stores[0].Reader.GetStatisticsAsync(Token)).Sequences.Total);
        Assert.Equal((Sequences, 0), ((await AccountOf(stores[0])).Gaps[IdGap.Pruned], (await AccountOf(stores[0])).Unexplained));
    }

    /// <summary>Prunes step by step; a step may do less than it is allowed to.</summary>
    private static async Task<(long Sequences, long Steps)> PruneToTheEndAsync(ISequenceStore store, PruneQuery query)
    {
        var (sequences, steps) = (0L, 0L);
        while (true)
        {
            var pruning = await store.PruneAsync(query, Token);
            (sequences, steps) = (sequences + pruning.Sequences, steps + pruning.Steps);
            if (pruning.Next is not { } next)
            {
                return (sequences, steps);
            }

            query = query with { After = next };
        }
    }

    private static async Task<Dictionary<SequenceStatus, SequenceId>> OneInEachStatusAsync(ISequenceStore store)
    {
        var ids = new Dictionary<SequenceStatus, SequenceId>();
        var batch = new Batch();
        foreach (var status in Enum.GetValues<SequenceStatus>())
        {
            ids[status] = await store.CreateAsync(At(Noon), Token);
            batch.Step(ids[status], "One", Noon).Status(ids[status], status, Noon);
        }

        await store.AppendAsync(batch, Token);
        return ids;
    }
}
