using System.Buffers.Binary;
using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Records between the log calls that emit them and the writer that stores them, in the order of emission, bounded. Any
/// thread appends; one thread takes. A record is kept, in the journal if there is one, until it is settled. Every record has
/// a position of its own, which rises by one with each.
/// </summary>
internal sealed class RecordQueue(JournalFolder? journal, SequenceLogOptions options) : IDisposable
{
    /// <summary>A wait is looked at anew after this, whatever happened.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly SegmentedBuffer _buffer = new(journal);
    private readonly DeliveryLedger _ledger = new();
    private readonly QueueRoom _room = new(options);
    private readonly LossMarks _losses = new();
    private readonly RecordWriter _notes = new();

    // The taker's own, kept for the next time.
    private readonly List<UnreadPiece> _unread = [];
    private long _position;
    private long _queued;
    private long _pending;
    private int _withoutRoom;
    private bool _isClosed;
    private bool _isDisposed;
    private bool _isAwaited;

    /// <summary>Names the stream of records of this queue, for ever.</summary>
    public string Producer { get; } = journal?.Producer ?? Guid.NewGuid().ToString("N");

    /// <summary>Called when a log call finds no room and begins to wait.</summary>
    public Action? Full { get; set; }

    /// <summary>Whether a log call waits for room.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _withoutRoom > 0;
            }
        }
    }

    /// <summary>The position of the newest record.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _position;
            }
        }
    }

    /// <summary>Takes the records of one event, all or none, with the notes on what was rejected of it. Never throws.</summary>
    /// <param name="records">The records and notes.</param>
    /// <param name="rejections">The reasons of what was rejected.</param>
    /// <param name="last">Position of the last of the records, which are behind each other; notes come behind it.</param>
    /// <returns>Why all of it was dropped; null when it was taken.</returns>
    public string? Append(RecordWriter records, List<string> rejections, out long last)
    {
        lock (_lock)
        {
            // What waits for room is booked when it is known what becomes of it: the lock is free meanwhile.
            var hasRoom = WaitForRoom(records);
            _ledger.CountEmitted(records.Count + rejections.Count);
            if (!hasRoom)
            {
                last = _position;
                return Drop(records, rejections.Count, _isClosed ? Reasons.Closed : Reasons.QueueFull);
            }

            var hasLost = _losses.Close(records, out var sequence, out var loss, out var isBeginning);
            if (hasLost && !isBeginning)
            {
                Note(sequence, loss);
            }

            foreach (var reason in rejections)
            {
                _ledger.CountLost(RecordOutcome.Rejected, reason, 1);
            }

            _pending += records.Count;
            Write(records);
            last = _position - records.Notes;
            if (hasLost && isBeginning)
            {
                // Before its beginning nobody would know whose loss it is.
                Note(sequence, loss);
            }

            return null;
        }
    }

    /// <summary>
    /// Takes the beginning of a sequence under an id that nobody has seen, or books nothing where there is no room for it:
    /// then nothing is lost.
    /// </summary>
    public bool TryAppend(RecordWriter beginning)
    {
        lock (_lock)
        {
            if (!WaitForRoom(beginning))
            {
                return false;
            }

            _ledger.CountEmitted(beginning.Count);
            _pending += beginning.Count;
            Write(beginning);
            return true;
        }
    }

    /// <summary>Waits until there is something to take, the time is over, or somebody calls <see cref="Wake"/>.</summary>
    /// <returns>How many records wait.</returns>
    public long Await(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_queued == 0 && !_losses.HasReady && !_isClosed)
            {
                _isAwaited = true;
                Monitor.Wait(_lock, wait);
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

    /// <summary>Wipes what is stored from the journal, so that an erased user is not found there.</summary>
    public void Clean()
    {
        // A piece at a time: log calls wait for the lock meanwhile.
        while (TryClean())
        {
        }
    }

    /// <summary>Ends the taker's wait.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>From now on everything appended is dropped and counted.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Puts into the journal what was dropped and is not noted yet, before the process ends.</summary>
    public void NoteLosses()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                NoteLosses(_losses.CloseAll());
            }
        }
    }

    /// <summary>Ends the use; nobody may take after it. What is not settled stays in the journal.</summary>
    /// <returns>Whether nothing is left in it.</returns>
    public bool End()
    {
        lock (_lock)
        {
            NoteLosses();
            _isDisposed = true;
            _buffer.Dispose();
            return _queued == 0 && _room.Records == 0;
        }
    }

    /// <summary>The same as <see cref="End"/>.</summary>
    public void Dispose() => End();

    public DeliveryCounts Snapshot()
    {
        lock (_lock)
        {
            return _ledger.Snapshot(_pending);
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

    private bool WaitForRoom(RecordWriter records)
    {
        if (_isClosed || _room.Has(records))
        {
            return !_isClosed;
        }

        var since = options.TimeProvider.GetTimestamp();
        do
        {
            var left = _room.WaitLeft(since);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            _withoutRoom++;
            Full?.Invoke();
            Monitor.Wait(_lock, left < LongestWait ? left : LongestWait);
            _withoutRoom--;
        }
        while (!_isClosed && !_room.Has(records));

        return !_isClosed;
    }

    private string Drop(RecordWriter records, int rejected, string reason)
    {
        if (records.Count + rejected == 0)
        {
            // A note alone is nobody's loss: who wrote it will write it again.
            return reason;
        }

        _ledger.CountLost(RecordOutcome.Dropped, reason, records.Count + rejected);
        if (!_isDisposed && _losses.Open(records, records.Count + rejected, reason, out var sequence, out var loss))
        {
            // Into the journal now, beyond the room that there is: a mark is small, and there is one for each sequence.
            Note(sequence, loss);
        }

        return reason;
    }

    private void NoteLosses(IEnumerable<(SequenceKey Sequence, Loss Loss)> losses)
    {
        foreach (var (sequence, loss) in losses)
        {
            Note(sequence, loss);
        }
    }

    private void Note(in SequenceKey sequence, Loss loss)
    {
        _notes.Clear();
        RecordNotes.WriteLoss(_notes, sequence, loss);
        Write(_notes);
    }

    private void Write(RecordWriter records)
    {
        for (var rest = records.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            _buffer.Write(++_position, rest.Slice(sizeof(int), length));
            _room.Fill(length);
            _queued++;
            rest = rest[(sizeof(int) + length)..];
        }

        if (_isAwaited)
        {
            Monitor.PulseAll(_lock);
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

            Monitor.PulseAll(_lock);
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
