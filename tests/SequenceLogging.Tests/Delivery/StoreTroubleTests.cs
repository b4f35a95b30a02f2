using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

/// <summary>Stores that fail in their different ways. The books are checked at the end of each test.</summary>
public class StoreTroubleTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    // Bad data is no failure of the store but of a record, and has tests of its own.
    public static TheoryData<StoreErrorKind> Kinds => [.. Enum.GetValues<StoreErrorKind>().Except([StoreErrorKind.BadData])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WhateverItsFailureTheStoreGetsEverythingOnceItIsWell(StoreErrorKind kind)
    {
        FailingStore? failing = null;
        await using var log = new RunningLog(s => failing = new FailingStore(s, kind, failures: 2));
        LogSteps(log, "One", "Two");

        var records = await log.StoredAsync();

        Assert.Equal(["One", "Two"], records.Select(r => r.Name));
        Assert.Equal(2, log.Sequences.Health.FailedTries);
        Assert.Null(log.Sequences.Health.Failure);
        Assert.Equal(StoreReaction.For(kind).Recovers ? [kind, kind] : [], failing!.Recoveries);
        Assert.Equal(kind is StoreErrorKind.Corrupt ? 2 : 0, log.Sequences.Health.Damages);
    }

    [Fact]
    public async Task WhatKeepsTheStoreFromTakingAnythingIsTold()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        FailingStore? failing = null;
        await using var log = new RunningLog(
            s => failing = new FailingStore(s, StoreErrorKind.Busy, int.MaxValue), o => o.TimeProvider = time);
        Assert.Null(log.Sequences.Health.Failure);
        LogSteps(log, "One");
        await failing!.Failed.WaitAsync(Long);

        var failure = log.Sequences.Health.Failure!;
        Assert.Equal((StoreErrorKind.Busy, "It is Busy.", DateTimeOffset.UnixEpoch), (failure.Kind, failure.Message, failure.Since));
        Assert.InRange(failure.Tries, 1, 100);

        failing.Failures = 0;
        await log.StoredAsync();
        Assert.Null(log.Sequences.Health.Failure);
    }

    [Fact]
    public async Task AFailureThatIsNotTheStoresOwnIsToldWithoutItsText()
    {
        FailingStore? failing = null;
        await using var log = new RunningLog(s => failing = new FailingStore(s, null, int.MaxValue));
        LogSteps(log, "One");
        await failing!.Failed.WaitAsync(Long);

        Assert.DoesNotContain("Password", log.Sequences.Health.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), log.Sequences.Health.Failure!.Message, StringComparison.Ordinal);
        failing.Failures = 0;
        await log.StoredAsync();
    }

    [Fact]
    public async Task TheWriterIsStartedAgainAfterAnErrorThatNobodyExpected()
    {
        await using var log = new RunningLog(s => new LyingStore(s));
        LogSteps(log, "One", "Two");
        await log.StoredAsync();
        LogSteps(log, "Three");

        var records = await log.StoredAsync();

        Assert.Equal(["One", "Two", "Three"], records.Select(r => r.Name));
        Assert.Equal(1, log.Sequences.Health.Restarts);
    }

    [Fact]
    public async Task ABadRecordIsNotedWithAllThatItWas()
    {
        await using var log = new RunningLog(s => new RefusingStore(s, r => r.Name is "Bad"));
        LogSteps(log, "One", "Bad", "Two");

        await log.StoredAsync();

        var note = Assert.Single(log.Store.Notes);
        Assert.Equal(("refused_by_store", RunningLog.Id, "Bad"), (note.Name, note.Sequence, note.Original!.Name));
        Assert.Equal("One of the records is not acceptable.", note.Error);
    }

    [Fact]
    public async Task ANoteThatIsRefusedForWhatItHoldsIsKeptWithoutThat()
    {
        await using var log = new RunningLog(s => new RefusingStore(s, r => r.Name is "Bad" || r.Original is not null));
        LogSteps(log, "One", "Bad", "Two");

        Assert.Equal(["One", "Two"], (await log.StoredAsync()).Select(r => r.Name));

        Assert.Null(Assert.Single(log.Store.Notes).Original);
        Assert.Equal(1, log.Sequences.Delivery.RejectedBy["refused_by_store"]);
    }

    [Fact]
    public async Task AStoreThatRefusesEverythingLosesNothing()
    {
        var refuses = true;
        await using var log = new RunningLog(s => new RefusingStore(s, _ => refuses));
        LogSteps(log, "One", "Two");
        Assert.False((await log.Sequences.FlushAsync(TimeSpan.FromMilliseconds(500))).IsComplete);
        Assert.Equal((2, 0), (log.Sequences.Delivery.Pending, log.Sequences.Delivery.Rejected));

        refuses = false;
        await log.StoredAsync();

        // Whatever it was looked at last as: nothing is gone.
        Assert.Equal(
            ["One", "Two"], log.Store.Records.Select(r => r.Name).Concat(log.Store.Notes.Select(n => n.Original?.Name)).Order());
    }

    [Fact]
    public async Task WhatIsRejectedBeforeItIsARecordIsNotedWithWhatItSaid()
    {
        await using var log = new RunningLog();
        log.Logger.Information("{StepName} {LinkComponent} for {User}", "Nobody's", "ads:ad:87", "ann");
        using (log.Sequences.Resume(RunningLog.Id))
        {
            log.Logger.Information("{StepName} {LinkComponent}", "Somebody's", "no link");
        }

        await log.StoredAsync();

        Assert.Equal(
            [
                ("no_sequence", default, 2L, "Nobody's ads:ad:87 for ann"),
                ("bad_link", RunningLog.Id, 1L, "Somebody's no link"),
            ],
            log.Store.Notes.Select(n => (n.Name!, n.Sequence, n.Count, n.Message!)));
        Assert.Equal("""{"StepName":"Nobody's","LinkComponent":"ads:ad:87","User":"ann"}""", log.Store.Notes[0].Metadata);
        Assert.Equal(["Somebody's"], log.Store.Records.Select(r => r.Name));
    }

    private static void LogSteps(RunningLog log, params string[] names)
    {
        using var scope = log.Sequences.Resume(RunningLog.Id);
        foreach (var name in names)
        {
            log.Logger.Information("{StepName}", name);
        }
    }

    /// <summary>Fails in one way for a while.</summary>
    /// <param name="inner">Takes what does not fail.</param>
    /// <param name="kind">The way; null for an exception that is not a store's.</param>
    /// <param name="failures">How often.</param>
    private sealed class FailingStore(ISequenceStore inner, StoreErrorKind? kind, int failures) : StoreDecorator(inner)
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isSecond;

        public int Failures { get; set; } = failures;

        public List<StoreErrorKind> Recoveries { get; } = [];

        /// <summary>Completes behind the first failure, when the writer has seen it.</summary>
        public Task Failed => _failed.Task;

        public override ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
        {
            if (Failures <= 0)
            {
                return base.AppendAsync(batch, cancellationToken);
            }

            Failures--;
            if (_isSecond)
            {
                _failed.TrySetResult();
            }

            _isSecond = true;

            throw kind is { } known
                ? new SequenceStoreException($"It is {known}.") { Kind = known }
                : new InvalidOperationException("Password=secret");
        }

        public override ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default)
        {
            Recoveries.Add(kind);
            return base.RecoverAsync(kind, cancellationToken);
        }
    }

    /// <summary>Writes its first batch, and gives an answer that breaks the contract.</summary>
    private sealed class LyingStore(ISequenceStore inner) : StoreDecorator(inner)
    {
        private bool _hasLied;

        public override async ValueTask<AppendResult> AppendAsync(
            RecordBatch batch, CancellationToken cancellationToken = default)
        {
            var result = await base.AppendAsync(batch, cancellationToken);
            var lies = !_hasLied;
            _hasLied = true;
            return lies ? new AppendResult(0, 0, null!) : result;
        }
    }
}
