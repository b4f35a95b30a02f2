using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Moves records from the queue into the store, one transaction a batch, on a thread of its own. When to write is decided
/// here; what to do about failures is <see cref="BatchDelivery"/>'s.
/// </summary>
internal sealed class DeliveryWorker : IDisposable
{
    private const int MostBytes = 8 << 20;

    /// <summary>With this part of a full batch there is company enough: a larger one would be cheaper, and later by more than that.</summary>
    private const int EnoughPart = 4;

    /// <summary>So long behind a batch the next one is looked for without being told: to wake a thread costs a log call many steps.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPauseWhileStopping = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterMishap = TimeSpan.FromSeconds(1);

    private readonly RecordQueue _queue;
    private readonly ISequenceStore _store;
    private readonly SequenceLogOptions _options;
    private readonly RecordBatch _batch;
    private readonly BatchDelivery _delivery;
    private readonly string? _journalPath;
    private readonly FlushLine _flushes;
    private readonly Thread _thread;

    // Set while somebody waits for the queue to be written: then nothing waits for company.
    private readonly ManualResetEventSlim _hurry = new();
    private readonly ManualResetEventSlim _givenUp = new();
    private volatile bool _isStopping;
    private int _restarts;
    private long? _lastBatch;

    public DeliveryWorker(
        RecordQueue queue, ISequenceStore store, SequenceLogOptions options, string? journalPath, Action<RecordBatch> stored)
    {
        _batch = new RecordBatch(queue.Producer);
        _flushes = new FlushLine(settled: journalPath is null ? 0 : -1);
        _journalPath = journalPath;
        _queue = queue;

        // Whoever waits for room must not wait for the writer to have company.
        _queue.Full = _hurry.Set;
        _store = store;
        _options = options;
        _delivery = new BatchDelivery(queue, store, _flushes, options.TimeProvider, Pause, stored);

        // The thread must not keep the sequence of whoever happens to open the log.
        using (ExecutionContext.SuppressFlow())
        {
            _thread = new Thread(Run) { Name = "SequenceLogging writer", IsBackground = true };
            _thread.Start();
        }
    }

    public DeliveryHealth Health => _delivery.Health with { Restarts = Volatile.Read(ref _restarts) };

    /// <summary>Completes when all that was appended before is settled, and what a process that died has left.</summary>
    public Task FlushAsync() => WaitAsync(first: long.MaxValue, _queue.Position);

    /// <summary>Completes when records are settled.</summary>
    /// <param name="first">The first position of the caller's own records.</param>
    /// <param name="last">The last one.</param>
    /// <returns>Why one of them was rejected; null when all are stored.</returns>
    public Task<string?> WaitAsync(long first, long last)
    {
        var settled = _flushes.WaitAsync(first, last);
        if (!settled.IsCompleted)
        {
            _hurry.Set();
            _queue.Wake();
        }

        return settled;
    }

    /// <summary>Writes what is in the queue until the time is over, then stops. The queue must be closed before.</summary>
    /// <returns>Whether everything was written.</returns>
    public bool Stop(TimeSpan timeout)
    {
        _isStopping = true;
        _hurry.Set();
        _queue.Wake();
        var hasStopped = _thread.Join(timeout);

        // A thread that is still in a call of the store, or between two tries, ends with this one.
        _givenUp.Set();
        return hasStopped;
    }

    public void Dispose()
    {
        // The events are left to the garbage collector while a thread that did not stop in time may look at them.
        if (!_thread.IsAlive)
        {
            _hurry.Dispose();
            _givenUp.Dispose();
        }
    }

    private void Run()
    {
        if (_journalPath is not null)
        {
            // First, so that a journey goes on behind what happened in it before the crash.
            AdoptJournals(_journalPath);
            SettleFlushes(0);
        }

        while (!_givenUp.IsSet)
        {
            try
            {
                WriteUntilStopped();
                return;
            }
            catch (Exception e)
            {
                // A mistake of ours, or of the store's code. Whatever it was: what waits must not wait for ever.
                Interlocked.Increment(ref _restarts);
                Trouble.Report("The writer of {0} met an error that it did not expect, and starts again: {1}", _store.Name, e);
                Pause(AfterMishap);
            }
        }
    }

    private void AdoptJournals(string path)
    {
        try
        {
            foreach (var journal in JournalFolder.AdoptAll(path, _queue.Producer).TakeWhile(_ => !_givenUp.IsSet))
            {
                using (journal)
                {
                    TryAdopt(journal);
                }
            }
        }
        catch (Exception e)
        {
            Trouble.Report("The journals in {0} cannot be looked for; they stay for the next process: {1}", path, e);
        }
    }

    private void TryAdopt(JournalFolder journal)
    {
        try
        {
            Adopt(journal);
        }
        catch (Exception e)
        {
            Trouble.Report("A journal in {0} cannot be adopted and stays for the next process: {1}", journal.Path, e);
        }
    }

    private void Adopt(JournalFolder journal)
    {
        foreach (var batch in new JournalAdoption(journal, _options.BatchSize, MostBytes).ReadBatches())
        {
            _queue.Adopt(batch);
            if (!_delivery.Deliver(batch))
            {
                return;
            }
        }

        journal.Remove();
    }

    private void WriteUntilStopped()
    {
        FinishWhatWasBegun();
        while (!_givenUp.IsSet && (TryWriteOnce() || !_isStopping))
        {
        }
    }

    /// <summary>After a mishap: what was taken from the queue and is not settled is nobody else's to write.</summary>
    private void FinishWhatWasBegun()
    {
        var left = _batch.After(_delivery.Settled);
        if (left.Count > 0 && _delivery.Deliver(left))
        {
            SettleFlushes(left.LastPosition);
        }
    }

    private bool IsWarm =>
        _options.BatchDelay > TimeSpan.Zero && !_hurry.IsSet
        && _lastBatch is { } last && _options.TimeProvider.GetElapsedTime(last) < Warm;

    /// <returns>False when there was nothing to write.</returns>
    private bool TryWriteOnce()
    {
        if ((IsWarm ? _queue.Count : _queue.Await(IdleWait)) < Math.Max(1, _options.BatchSize / EnoughPart))
        {
            _hurry.Wait(_options.BatchDelay);
        }

        _batch.Clear();
        if (!_queue.Take(_batch, _options.BatchSize, MostBytes))
        {
            _queue.Clean();
            return false;
        }

        if (_delivery.Deliver(_batch))
        {
            SettleFlushes(_batch.LastPosition);
        }

        _lastBatch = _options.TimeProvider.GetTimestamp();
        return true;
    }

    private void SettleFlushes(long position)
    {
        _hurry.Reset();
        _flushes.Settle(position);

        // Whoever came in between has set it for nothing, and would wait for company.
        if (_isStopping || !_flushes.IsEmpty || _queue.IsFull)
        {
            _hurry.Set();
        }
    }

    /// <returns>False when the log is given up meanwhile.</returns>
    private bool Pause(TimeSpan time) =>
        !_givenUp.Wait(_isStopping && time > LongestPauseWhileStopping ? LongestPauseWhileStopping : time);
}
