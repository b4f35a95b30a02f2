using Microsoft.Extensions.Time.Testing;
using SequenceLogging.Retention;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Retention;

/// <summary>The store stays within its limits of age and size, and nothing that runs is cut.</summary>
[Collection(ErrorLog.Collection)]
public sealed class RetentionTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Old = Now.AddDays(-91);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly PrunableStore _store = new();

    [Fact]
    public void WithoutALimitNothingRuns() => Assert.Null(RetentionWorker.Start(_store, new SequenceLogOptions()));

    [Fact]
    public async Task WhatIsOverAndTooOldGoesAMinuteAfterTheStartAndEveryHour()
    {
        _store.Add(SequenceStatus.Completed, Old);
        _store.Add(SequenceStatus.Active, Old);
        _store.Add(SequenceStatus.Failed, Old);
        _store.Add(SequenceStatus.Completed, Now.AddDays(-89));
        await using var worker = Start(o => o.RetainFor = TimeSpan.FromDays(90));

        await LetItRunAsync(until: () => _store.Queries.Count == 1);
        Assert.Equal([2, 4], _store.Left);

        _clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await LetItRunAsync(until: () => _store.Queries.Count >= 2);
        Assert.Equal([2], _store.Left);
    }

    [Fact]
    public async Task ActiveOnesGoWhereTheyAreNotRetained()
    {
        _store.Add(SequenceStatus.Active, Old);
        _store.Add(SequenceStatus.Active, Now.AddDays(-89));
        await using var worker = Start(o => (o.RetainFor, o.RetainActive) = (TimeSpan.FromDays(90), false));

        await LetItRunAsync(until: () => _store.Queries.Count == 2);

        Assert.Equal([2], _store.Left);
    }

    [Fact]
    public async Task ALargeStoreLosesTheOldestUntilItFits()
    {
        _store.Add(SequenceStatus.Completed, Now.AddHours(-2), count: 3_000);
        await using var worker = Start(o => o.RetainBytes = 1L << 20);

        await LetItRunAsync(until: () => _store.Left.Count <= 1024);

        Assert.Equal(Enumerable.Range(3_001 - _store.Left.Count, _store.Left.Count).Select(i => (long)i), _store.Left);
        Assert.InRange(_store.Left.Count, 1024 - new PruneQuery { IdleSince = Now }.Limit, 1024);
    }

    [Fact]
    public async Task ALargeStoreOfJourneysUnderWayStaysAndSaysSo()
    {
        _store.Add(SequenceStatus.Active, Old, count: 1_500);
        _store.Add(SequenceStatus.Completed, Now, count: 1_500);
        using var errors = new ErrorLog();
        await using var worker = Start(o => o.RetainBytes = 1L << 20);

        await LetItRunAsync(until: () => errors.About(_store.Name).Count > 0);

        Assert.Equal(3_000, _store.Left.Count);
        Assert.Contains("RetainBytes (1048576)", errors.About(_store.Name).Single());
    }

    [Fact]
    public async Task AfterAFailureItIsTriedAgainTheNextHour()
    {
        _store.Add(SequenceStatus.Completed, Old);
        _store.Failure = new SequenceStoreException("Somebody holds it.");
        using var errors = new ErrorLog();
        await using var worker = Start(o => o.RetainFor = TimeSpan.FromDays(90));

        await LetItRunAsync(until: () => _store.Queries.Count == 2);

        Assert.Contains("Somebody holds it.", errors.About(_store.Name).Single());
        Assert.Empty(_store.Left);
    }

    [Fact]
    public async Task TheEndDoesNotWaitForTheNextRun()
    {
        var worker = Start(o => o.RetainFor = TimeSpan.FromDays(90));

        await worker.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(_store.Queries);
    }

    [Fact]
    public async Task APruningRestsAfterEachStepAsLongAsTheStepTook()
    {
        _store.Add(SequenceStatus.Completed, Old, count: 250);
        var told = new List<long>();
        var pruner = new StorePruner(_store, _clock);

        var pruning = pruner.RunAsync(new PruneQuery { IdleSince = Now }, progress: new Told(told));
        Assert.Equal([100], told);
        _clock.Advance(StorePruner.LeastRest - TimeSpan.FromTicks(1));
        Assert.Equal([100], told);
        await LetItRunAsync(until: () => pruning.IsCompleted);

        Assert.Equal([100, 200, 250], told);
        Assert.Equal(new Pruning(250, 500, 250, 0, null), await pruning);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private RetentionWorker Start(Action<SequenceLogOptions> configure)
    {
        var options = new SequenceLogOptions { TimeProvider = _clock };
        configure(options);
        return RetentionWorker.Start(_store, options)!;
    }

    /// <summary>Moves the clock on for as long as something is awaited.</summary>
    private Task LetItRunAsync(Func<bool> until) => Wait.UntilAsync(() =>
    {
        var holds = until();
        if (!holds)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        return holds;
    });

    private sealed class Told(List<long> sequences) : IProgress<Pruning>
    {
        public void Report(Pruning value) => sequences.Add(value.Sequences);
    }
}
