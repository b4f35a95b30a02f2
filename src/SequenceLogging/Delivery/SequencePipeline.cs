using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Context;
using SequenceLogging.Journaling;
using SequenceLogging.Retention;
using SequenceLogging.Routing;
using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.Delivery;

/// <summary>
/// One store with the delivery into it. All logs of a process that mean the same store share one, which closes with the
/// last of them.
/// </summary>
internal sealed partial class SequencePipeline : IAsyncDisposable
{
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);
    private static readonly Lock OpenLock = new();
    private static readonly Dictionary<string, SequencePipeline> Open = [];

    [ThreadStatic]
    private static Workbench? _workbench;

    private readonly JournalFolder? _journal;
    private readonly RecordQueue _queue;
    private readonly DeliveryWorker _worker;
    private readonly EndOfProcess _end;
    private readonly RetentionWorker? _retention;
    private readonly string _key;
    private int _users;

    private SequencePipeline(string key, SequenceLogOptions options)
    {
        _key = key;
        Options = options;
        Store = options.Provider!.Open(options);
        var journalPath = JournalPathOf(key, options);
        try
        {
            _journal = journalPath is null || !options.UseJournal ? null : JournalFolder.Create(journalPath);
            if (_journal is null && options.IdBlockSize > 1)
            {
                throw new ArgumentException(
                    $"{nameof(options.IdBlockSize)} is {options.IdBlockSize}, and {Store.Name} has no journal: a killed process would "
                    + $"leave ids without their sequences. Set {nameof(options.JournalPath)}, and leave {nameof(options.UseJournal)} "
                    + "on; or leave the block size at 1.");
            }
        }
        catch
        {
            Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }

        // Before the writer brings these journals home, and removes them.
        var left = journalPath is null ? [] : JournalFolder.TakeLeases(journalPath, _journal?.Producer);
        _queue = new RecordQueue(_journal, options);
        _worker = new DeliveryWorker(_queue, Store, options, journalPath, TellStored);
        Ids = new IdIssuer(Store, options, () => _worker.FlushAsync(), AbandonLate, TryBegin, LeasedIds(), left);
        Pending = new PendingScopes(Store, () => _worker.FlushAsync(), options.TimeProvider);
        _end = new EndOfProcess(FlushAtTheEnd);
        _retention = RetentionWorker.Start(Store, options);
    }

    public SequenceLogOptions Options { get; }

    public ISequenceStore Store { get; }

    public IdIssuer Ids { get; }

    public PendingScopes Pending { get; }

    public DeliveryCounts Counts => _queue.Snapshot();

    public DeliveryHealth Health => _worker.Health;

    /// <summary>All pipelines of this process.</summary>
    public static IReadOnlyList<SequencePipeline> All
    {
        get
        {
            lock (OpenLock)
            {
                return [.. Open.Values];
            }
        }
    }

    /// <summary>Opens a pipeline, or joins the one that this process has for the same store.</summary>
    public static SequencePipeline Join(SequenceLogOptions options)
    {
        // Outside of the lock: listeners are told at once, and what they collect takes it.
        SequenceMetrics.Publish();
        lock (OpenLock)
        {
            var key = options.Provider!.GetKey(options);
            if (!Open.TryGetValue(key, out var pipeline))
            {
                pipeline = new SequencePipeline(key, options);
                Open.Add(key, pipeline);
            }

            pipeline._users++;
            return pipeline;
        }
    }

    /// <summary>One user leaves; with the last one the pipeline writes what is on its way and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (OpenLock)
        {
            if (--_users > 0)
            {
                return;
            }

            Open.Remove(_key);
        }

        _end.Dispose();
        if (_summaries is { } summaries)
        {
            await summaries.DisposeAsync().ConfigureAwait(false);
        }

        if (_retention is not null)
        {
            await _retention.DisposeAsync().ConfigureAwait(false);
        }

        Ids.Close();
        Pending.Close();
        var hasStopped = StopWorker();
        _queue.NoteLosses();
        if (hasStopped)
        {
            await Ids.ReturnLeasedAsync(LastWait).ConfigureAwait(false);
        }

        await Store.DisposeAsync().ConfigureAwait(false);

        // Closing the store ends a call of it that did not come back, and so the worker. If not, its thread may still look
        // at the queue, which then stays as it is until the process ends.
        if (hasStopped || _worker.Stop(LastWait))
        {
            Release();
        }
    }

    /// <summary>Routes an event and puts its records on their way. Never throws.</summary>
    public void Emit(LogEvent logEvent, SequenceReference ambient)
    {
        // A value whose ToString logs comes back here on the same thread; it must find another workbench.
        ref var mine = ref _workbench;
        var bench = mine ?? new Workbench();
        mine = null;
        Route(logEvent, ambient, bench);
        Append(bench, out _);
        mine = bench;
    }

    /// <summary>Routes an event and waits until its records are durable in the store.</summary>
    /// <exception cref="SequenceStoreException">They are not, or it is not known in time.</exception>
    public void EmitAudited(LogEvent logEvent, SequenceReference ambient)
    {
        var bench = new Workbench();
        Route(logEvent, ambient, bench);
        if (bench.Records.Length == 0)
        {
            return;
        }

        var rejected = bench.Rejections.Count > 0 ? bench.Rejections[0] : null;
        if (Append(bench, out var last) is { } dropped)
        {
            throw Unaudited(StoreErrorKind.Unavailable, $"was dropped ({dropped})");
        }

        var stored = _worker.WaitAsync(last - bench.Records.Count + 1, last);

        // Waiting for the task itself needs no other thread: the pool's may all be waiting here.
        if (!stored.Wait(Options.AuditTimeout))
        {
            var fate = _journal is null ? "it is still tried while this process lives" : "it is in the journal, and will be stored";
            throw Unaudited(StoreErrorKind.Unavailable, $"is not known to be stored after {Options.AuditTimeout}; {fate}");
        }

        rejected ??= stored.Result;
        if (rejected is not null)
        {
            throw Unaudited(StoreErrorKind.BadData, $"was rejected ({rejected})");
        }
    }

    /// <summary>Puts a status that was given by name on its way, behind everything emitted before.</summary>
    public void SetStatus(SequenceReference sequence, SequenceStatus status, string? reason)
    {
        var bench = new Workbench();
        var now = RecordTime.ToMicroseconds(Options.TimeProvider.GetUtcNow());
        bench.Records.Start(RecordKind.Status, (byte)status, sequence.Id.ToInt64(), now, double.NaN);
        bench.Records.Add(RecordField.Message, reason is null ? default : Limits.Cut(reason, Limits.Text));
        bench.Records.Add(RecordField.Key, sequence.Key);
        bench.Records.End();
        Append(bench, out _);
    }

    /// <summary>Puts the beginning of a pending sequence on its way, where it is not yet; then the store is asked for the id.</summary>
    public void Begin(SequenceScope? scope)
    {
        if (scope?.Pending is { IsUnbegun: true } pending && pending.Begin(beginning => TryEmit(pending, beginning)))
        {
            Pending.Add(scope);
        }
    }

    /// <summary>Wipes what is stored from the journal.</summary>
    public void CleanJournal() => _queue.Clean();

    public async ValueTask<FlushResult> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await _worker.FlushAsync().WaitAsync(timeout, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new FlushResult(true, Counts);
        }
        catch (TimeoutException)
        {
            return new FlushResult(false, Counts);
        }
    }

    /// <summary>
    /// Two stores must not share a folder: whoever opens the one would bring the records of the other home to it.
    /// </summary>
    private static string? JournalPathOf(string key, SequenceLogOptions options) => options.JournalPath is { } path
        ? Path.Combine(path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16])
        : options.Provider!.GetJournalPath(options);

    private static void Route(LogEvent logEvent, SequenceReference ambient, Workbench bench)
    {
        bench.Clear();
        try
        {
            bench.Router.Route(logEvent, ambient, bench.Records, bench.Rejections);
            if (bench.Rejections.Count > 0)
            {
                bench.Router.NoteRejections(logEvent, ambient, bench.Records, bench.Rejections);
            }
        }
        catch (Exception e)
        {
            Trouble.Report("An event could not be read; it is counted as rejected: {0}", e);
            bench.Clear();
            bench.Rejections.Add(Reasons.UnreadableEvent);
            EventRouter.NoteUnreadable(logEvent, ambient, bench.Records, e);
        }
    }

    private bool TryEmit(PendingSequence pending, NewSequence beginning)
    {
        var bench = new Workbench();
        BeginRecord.Write(bench.Records, pending.Key, beginning, pending.JoinsOpen);
        var dropped = Append(bench, out var last);
        Ids.StandBack(_worker.WaitAsync(first: long.MaxValue, last));
        return dropped is null;
    }

    private bool TryBegin(SequenceId id, NewSequence sequence)
    {
        var bench = _workbench ?? new Workbench();
        bench.Clear();
        BeginRecord.Write(bench.Records, id, sequence);
        var hasBegun = _queue.TryAppend(bench.Records);
        _workbench = bench;
        return hasBegun;
    }

    private LeasedIds? LeasedIds()
    {
        // An id is shown before its sequence is in the store; without a journal it could be all that is left of it.
        if (_journal is null || Options.IdBlockSize == 1)
        {
            return null;
        }

        LeaseNotes? notes = null;
        try
        {
            notes = _journal.Leases();
        }
        catch (IOException e)
        {
            Trouble.Report("What is leased cannot be noted in {0}; if the process is killed, it stays a gap: {1}", _journal.Path, e.Message);
        }

        return new LeasedIds(Store, Options.IdBlockSize, notes, Options.TimeProvider);
    }

    private void AbandonLate(SequenceId id) => SetStatus(
        id, SequenceStatus.Abandoned, "The store issued this id when nobody waited for it any more; the journey has another one.");

    private string? Append(Workbench bench, out long last)
    {
        last = 0;
        return bench.Records.Length == 0 ? null : _queue.Append(bench.Records, bench.Rejections, out last);
    }

    private SequenceStoreException Unaudited(StoreErrorKind kind, string fate) =>
        new($"An audited event {fate}. Store: {Store.Name}.") { Kind = kind };

    /// <summary>
    /// A process that ends without disposing brings home what it can. The queue stays open: what is logged after this is in
    /// the journal for the next process. While the store does not take anything, nobody waits for it.
    /// </summary>
    private void FlushAtTheEnd()
    {
        _queue.NoteLosses();
        if (_journal is null || Health.Failure is null)
        {
            _worker.FlushAsync().Wait(Options.ShutdownTimeout);
        }
    }

    private bool StopWorker()
    {
        _queue.Close();
        if (_worker.Stop(Options.ShutdownTimeout))
        {
            return true;
        }

        Trouble.Report(
            "{0} did not take everything within the ShutdownTimeout of {1}; {2}.",
            Store.Name,
            Options.ShutdownTimeout,
            _journal is null ? $"{Counts.Pending} records are lost" : $"{Counts.Pending} records wait in the journal {_journal.Path}");
        return false;
    }

    /// <summary>Gives up the queue and its journal, which another log may take over when something is left in it.</summary>
    private void Release()
    {
        var isEmpty = _queue.End();
        _worker.Dispose();
        Ids.LeaveNotes();
        if (isEmpty)
        {
            _journal?.Remove();
        }
        else
        {
            _journal?.Dispose();
        }
    }

    /// <summary>What one thread needs to route an event, kept for its next one.</summary>
    private sealed class Workbench
    {
        public EventRouter Router { get; } = new();

        public RecordWriter Records { get; } = new();

        public List<string> Rejections { get; } = [];

        public void Clear()
        {
            Records.Clear();
            Rejections.Clear();
        }
    }
}
