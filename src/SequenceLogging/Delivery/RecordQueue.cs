using System.Buffers.Binary;
using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Records between the log calls that emit them and the writer that stores them, in the order of emission, bounded in
/// bytes. Any thread appends; one thread takes. A record is kept, in the journal if there is one, until it is settled.
/// Every record and every rejection has a position of its own, which rises by one with each.
/// </summary>
internal sealed class RecordQueue(JournalFolder? journal, long capacity, TimeSpan fullWait, TimeProvider time) : IDisposable
{
    private readonly object _lock = new();
    private readonly SegmentedBuffer _buffer = new(journal);
    private readonly DeliveryLedger _ledger = new();
    private long _position;
    private long _bytes;
    private long _queued;
    private long _taken;
    private int _withoutRoom;
    private bool _isClosed;
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

    /// <summary>The position of the newest record or rejection.</summary>
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

    /// <summary>Takes the records of one event, all or none, and the reasons of what was rejected of it. Never throws.</summary>
    /// <param name="records">The records.</param>
    /// <param name="rejections">The reasons.</param>
    /// <param name="last">Position of the last of them; the records are the last ones up to it.</param>
    /// <returns>Why the records were dropped; null when they were taken.</returns>
    public string? Append(RecordWriter records, List<string> rejections, out long last)
    {
        lock (_lock)
        {
            _ledger.CountEmitted(rejections.Count);
            foreach (var reason in rejections)
            {
                _position++;
                _ledger.CountLost(RecordOutcome.Rejected, reason, 1);
            }

            var dropped = records.Count > 0 ? AppendOrDrop(records) : null;
            last = _position;
            if (_isAwaited)
            {
                Monitor.PulseAll(_lock);
            }

            return dropped;
        }
    }

    /// <summary>Waits until there is something to take, the time is over, or somebody calls <see cref="Wake"/>.</summary>
    /// <returns>How many records wait.</returns>
    public long Await(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_queued == 0 && !_ledger.HasUnsaved && !_isClosed)
            {
                _isAwaited = true;
                Monitor.Wait(_lock, wait);
                _isAwaited = false;
            }

            return _queued;
        }
    }

    /// <summary>Moves the oldest records into a batch, with everything that the store's totals do not know yet.</summary>
    /// <returns>Whether the batch says anything.</returns>
    public bool Take(RecordBatch batch, int mostRecords, int mostBytes)
    {
        lock (_lock)
        {
            while (_queued > 0 && batch.Count < mostRecords && batch.Length < mostBytes)
            {
                var record = _buffer.Read(out var position);
                batch.Add(position, record);
                _queued--;
                _taken++;
            }

            if (batch.Count > 0 || _ledger.HasUnsaved)
            {
                batch.Account(_queued == 0 ? _position : batch.LastPosition, _ledger.TakeUnsaved());
                return true;
            }

            return false;
        }
    }

    /// <summary>Counts records from the journal of a process that died: they are this one's to bring home.</summary>
    public void Adopt(int records)
    {
        lock (_lock)
        {
            _ledger.CountEmitted(records);
            _taken += records;
        }
    }

    /// <summary>Books what became of the records of a batch, and makes room for others.</summary>
    public void Settle(RecordBatch batch, in AppendResult result)
    {
        lock (_lock)
        {
            _ledger.CountAppended(result);
            Release(batch);
        }
    }

    /// <summary>Books a taken record that the store refused for what is in it.</summary>
    public void SettleRefused(RecordBatch batch)
    {
        lock (_lock)
        {
            _position++;
            _ledger.CountLost(RecordOutcome.Rejected, Reasons.RefusedByStore, 1);
            Release(batch);
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

    /// <summary>Ends the use; nobody may append or take after it. What is not settled stays in the journal.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _buffer.Dispose();
        }
    }

    public DeliveryCounts Snapshot()
    {
        lock (_lock)
        {
            return _ledger.Snapshot(_queued + _taken);
        }
    }

    private string? AppendOrDrop(RecordWriter records)
    {
        // What waits for room is booked when it is known what becomes of it: the lock is free meanwhile.
        var hasRoom = !_isClosed && WaitForRoom(records.Length);
        _ledger.CountEmitted(records.Count);
        if (!hasRoom)
        {
            var reason = _isClosed ? Reasons.Closed : Reasons.QueueFull;
            _position++;
            _ledger.CountLost(RecordOutcome.Dropped, reason, records.Count);
            return reason;
        }

        for (var rest = records.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            _buffer.Write(++_position, rest.Slice(sizeof(int), length));
            rest = rest[(sizeof(int) + length)..];
            _bytes += length;
        }

        _queued += records.Count;
        return null;
    }

    private bool WaitForRoom(int length)
    {
        var start = time.GetTimestamp();

        // One event larger than all the room there is goes through when nothing else waits.
        while (_bytes > 0 && _bytes + length > capacity)
        {
            var left = fullWait - time.GetElapsedTime(start);
            if (_isClosed || left <= TimeSpan.Zero)
            {
                return false;
            }

            _withoutRoom++;
            Full?.Invoke();
            Monitor.Wait(_lock, left);
            _withoutRoom--;
        }

        return !_isClosed;
    }

    private void Release(RecordBatch batch)
    {
        _taken -= batch.Count;
        if (batch.Producer == Producer)
        {
            _bytes -= batch.Length;
            _buffer.Release(batch.LastPosition);
        }

        Monitor.PulseAll(_lock);
    }
}
