using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <content>The side of the one thread that takes: records into a batch, and what became of them.</content>
internal sealed partial class RecordQueue
{
    // Kept for the next time; no other thread looks at it.
    private readonly List<UnreadPiece> _unread = [];

    /// <summary>Waits until there is something to take, the time is over, or somebody calls <see cref="Wake"/>.</summary>
    /// <returns>How many records wait.</returns>
    public long Await(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_queued == 0 && !_losses.HasReady && !_isClosed)
            {
                _isAwaited = true;
                _hasMore.Wait(wait);
                _isAwaited = false;
            }

            return _queued;
        }
    }

    /// <summary>Moves the oldest records into a batch, while log calls go on.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Take(RecordBatch batch, int mostRecords, int mostBytes)
    {
        lock (_lock)
        {
            // Behind all that was there before the loss, and before all that comes after it.
            NoteLosses(_losses.CloseReady());
            _unread.Clear();
            _buffer.ListUnread(_unread);
        }

        foreach (var piece in _unread)
        {
            if (batch.Count >= mostRecords || batch.Length >= mostBytes)
            {
                break;
            }

            Take(piece, batch, mostRecords, mostBytes);
        }

        return batch.Count > 0;
    }

    /// <summary>Counts records from the journal of a process that died: they are this one's to bring home.</summary>
    public void Adopt(RecordBatch batch)
    {
        lock (_lock)
        {
            _ledger.CountEmitted(batch.Count - batch.Notes);
            _pending += batch.Count - batch.Notes;
        }
    }

    /// <summary>Books what became of the records of a batch, and makes room for others.</summary>
    public void Settle(RecordBatch batch, in AppendResult result)
    {
        lock (_lock)
        {
            _ledger.CountAppended(result);
            _pending -= batch.Count - batch.Notes;
        }

        Release(batch);
    }

    /// <summary>Books that the store refused the only record of a batch; the note on it is settled after it.</summary>
    public void Reject(RecordBatch batch)
    {
        lock (_lock)
        {
            _ledger.CountLost(RecordOutcome.Rejected, Reasons.RefusedByStore, batch.Count - batch.Notes);
            _pending -= batch.Count - batch.Notes;
        }

        Release(batch);
    }

    /// <summary>Wipes what is stored from the journal, so that an erased user is not found there, and gives back what is kept of it.</summary>
    public void Clean()
    {
        // A piece at a time: log calls wait for the lock meanwhile.
        while (TryClean())
        {
        }

        while (TakeSurplus() is { } segment)
        {
            segment.Remove();
        }
    }

    private void Take(in UnreadPiece piece, RecordBatch batch, int mostRecords, int mostBytes)
    {
        var place = piece.Start;
        var before = batch.Count;
        try
        {
            for (var next = place; next < piece.End && batch.Count < mostRecords && batch.Length < mostBytes; place = next)
            {
                var record = piece.Segment.Read(ref next, out var position);
                batch.Add(position, record);
            }
        }
        finally
        {
            // What is in the batch has left the queue, and nothing else: it may have found no memory for the next one.
            lock (_lock)
            {
                piece.Segment.AdvanceTo(place);
                _queued -= batch.Count - before;
            }
        }
    }

    private bool TryClean()
    {
        lock (_lock)
        {
            return !_isDisposed && _buffer.Clean();
        }
    }

    private Segment? TakeSurplus()
    {
        lock (_lock)
        {
            return _isDisposed ? null : _buffer.TakeSurplus();
        }
    }

    private void Release(RecordBatch batch)
    {
        lock (_lock)
        {
            _room.MarkProgress();
            if (batch.Producer == Producer)
            {
                _room.Free(batch);
            }

            if (_withoutRoom > 0)
            {
                _hasRoom.PulseAll();
            }
        }

        if (batch.Producer == Producer)
        {
            Free(batch.LastPosition);
        }
    }

    private void Free(long position)
    {
        while (Detach(position) is { } segment)
        {
            // Without the lock: to wipe megabytes, or to give them back, takes longer than a log call may wait.
            segment.Reset();
            if (!TryKeep(segment))
            {
                segment.Remove();
            }
        }
    }

    private Segment? Detach(long position)
    {
        lock (_lock)
        {
            return _isDisposed ? null : _buffer.Release(position);
        }
    }

    private bool TryKeep(Segment segment)
    {
        lock (_lock)
        {
            return !_isDisposed && _buffer.TryKeep(segment);
        }
    }
}
