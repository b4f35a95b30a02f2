using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Moves records from the queue into the store, one transaction a batch, on a thread of its own. When to write is decided
/// here; what a failure means is the store's to say (<see cref="StoreErrorKind"/>), and how long to wait is
/// <see cref="Backoff"/>'s.
/// </summary>
internal sealed class DeliveryWorker : IDisposable
{
    private const int MostBytes = 8 << 20;
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPauseWhileStopping = TimeSpan.FromMilliseconds(100);

    private readonly RecordQueue _queue;
    private readonly ISequenceStore _store;
    private readonly SequenceLogOptions _options;
    private readonly RecordBatch _batch;
    private readonly string? _journalPath;
    private readonly FlushLine _flushes;
    private readonly Thread _thread;

    // Set while somebody waits for the queue to be written: then nothing waits for company.
    private readonly ManualResetEventSlim _hurry = new();
    private readonly ManualResetEventSlim _givenUp = new();
    private volatile bool _isStopping;

    public DeliveryWorker(RecordQueue queue, ISequenceStore store, SequenceLogOptions options, string? journalPath)
    {
        _batch = new RecordBatch(queue.Producer);
        _flushes = new FlushLine(settled: journalPath is null ? 0 : -1);
        _journalPath = journalPath;
        _queue = queue;

        // Whoever waits for room must not wait for the writer to have company.
        _queue.Full = _hurry.Set;
        _store = store;
        _options = options;

        // The thread must not keep the sequence of whoever happens to open the log.
        using (ExecutionContext.SuppressFlow())
        {
            _thread = new Thread(Run) { Name = "SequenceLogging writer", IsBackground = true };
            _thread.Start();
        }
    }

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
        var hasAdopted = _journalPath is null;
        while (!_givenUp.IsSet)
        {
            try
            {
                if (!hasAdopted)
                {
                    // First, so that a journey goes on behind what happened in it before the crash.
                    hasAdopted = true;
                    try
                    {
                        AdoptJournals(_journalPath!);
                    }
                    finally
                    {
                        SettleFlushes(0);
                    }
                }

                if (!TryRunOnce() && _isStopping)
                {
                    return;
                }
            }
            catch (Exception e)
            {
                Trouble.Report("The writer of {0} met an error that it did not expect, and goes on: {1}", _store.Name, e);
                _givenUp.Wait(LongestPauseWhileStopping);
            }
        }
    }

    private void AdoptJournals(string path)
    {
        foreach (var journal in JournalFolder.AdoptAll(path))
        {
            using (journal)
            {
                try
                {
                    Adopt(journal);
                }
                catch (Exception e)
                {
                    Trouble.Report("A journal in {0} cannot be adopted and stays for the next process: {1}", path, e);
                }
            }

            if (_givenUp.IsSet)
            {
                return;
            }
        }
    }

    private void Adopt(JournalFolder journal)
    {
        foreach (var batch in new JournalAdoption(journal, _options.BatchSize, MostBytes).ReadBatches())
        {
            _queue.Adopt(batch.Count);
            Write(batch);
            if (_givenUp.IsSet)
            {
                return;
            }
        }

        journal.Remove();
    }

    /// <returns>False when there was nothing to write.</returns>
    private bool TryRunOnce()
    {
        if (_queue.Await(IdleWait) < _options.BatchSize)
        {
            _hurry.Wait(_options.BatchDelay);
        }

        _batch.Clear();
        if (!_queue.Take(_batch, _options.BatchSize, MostBytes))
        {
            return false;
        }

        Write(_batch);
        if (!_givenUp.IsSet)
        {
            SettleFlushes(_batch.LastPosition);
        }

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

    /// <summary>Writes a batch, however often it takes. A batch that a bad record spoils is halved until that is alone.</summary>
    private void Write(RecordBatch batch)
    {
        AppendResult result;
        for (var attempt = 1; ; attempt++)
        {
            if (_givenUp.IsSet)
            {
                return;
            }

            try
            {
                // This thread is the writer's own: waiting here holds up nobody else.
                result = _store.AppendAsync(batch).AsTask().GetAwaiter().GetResult();
                break;
            }
            catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData && batch.Count > 0)
            {
                Divide(batch, e);
                return;
            }
            catch (Exception e)
            {
                Trouble.Report(
                    "{0} could not take a batch ({1}); it is kept and tried again: {2}",
                    _store.Name, $"{batch.Count} records, try {attempt}", e);
                var pause = Backoff.After(attempt, Random.Shared.NextDouble());
                _givenUp.Wait(_isStopping && pause > LongestPauseWhileStopping ? LongestPauseWhileStopping : pause);
            }
        }

        // Outside of the tries: what is stored must be booked once.
        foreach (var rejected in result.Rejected)
        {
            Reject(batch, rejected);
        }

        _queue.Settle(batch, result);
    }

    private void Divide(RecordBatch batch, SequenceStoreException cause)
    {
        if (batch.Count == 1)
        {
            Trouble.Report("{0} refused a record for what is in it; it is counted as rejected: {1}", _store.Name, cause);
            Reject(batch, new RejectedRecord(batch.LastPosition, Reasons.RefusedByStore));
            _queue.SettleRefused(batch);
            Write(batch.WithoutRecords());
            return;
        }

        var (first, second) = batch.Halve();
        Write(first);
        Write(second);
    }

    private void Reject(RecordBatch batch, in RejectedRecord rejected)
    {
        if (batch.Producer == _queue.Producer)
        {
            _flushes.Reject(rejected);
        }
    }
}
