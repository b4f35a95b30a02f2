using System.Buffers.Binary;
using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Records between the log calls that emit them and the writer that stores them, in the order of emission, bounded. Any
/// thread appends; one thread takes. A record is kept, in the journal if there is one, until it is settled. Every record has
/// a position of its own, which rises by one with each.
/// </summary>
internal sealed partial class RecordQueue : IDisposable
{
    /// <summary>A wait is looked at anew after this, whatever happened.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SequenceLogOptions _options;
    private readonly Lock _lock = new();
    private readonly LockCondition _hasMore;
    private readonly LockCondition _hasRoom;
    private readonly SegmentedBuffer _buffer;
    private readonly DeliveryLedger _ledger = new();
    private readonly QueueRoom _room;
    private readonly LossMarks _losses = new();
    private readonly RecordWriter _notes = new();
    private long _position;
    private long _queued;
    private long _pending;
    private int _withoutRoom;
    private bool _isClosed;
    private bool _isDisposed;
    private bool _isAwaited;

    public RecordQueue(JournalFolder? journal, SequenceLogOptions options)
    {
        _options = options;
        _hasMore = new LockCondition(_lock);
        _hasRoom = new LockCondition(_lock);
        _buffer = new SegmentedBuffer(journal);
        _room = new QueueRoom(options);
        Producer = journal?.Producer ?? Guid.NewGuid().ToString("N");
    }

    /// <summary>Names the stream of records of this queue, for ever.</summary>
    public string Producer { get; }

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

    /// <summary>How many records wait to be taken.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _queued;
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

    /// <summary>Ends the taker's wait.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _hasMore.PulseAll();
        }
    }

    /// <summary>From now on everything appended is dropped and counted.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _hasMore.PulseAll();
            _hasRoom.PulseAll();
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

    private bool WaitForRoom(RecordWriter records)
    {
        if (_isClosed || _room.Has(records))
        {
            return !_isClosed;
        }

        var since = _options.TimeProvider.GetTimestamp();
        do
        {
            var left = _room.WaitLeft(since);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            _withoutRoom++;
            Full?.Invoke();
            _hasRoom.Wait(left < LongestWait ? left : LongestWait);
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
            _isAwaited = false;
            _hasMore.PulseAll();
        }
    }
}
