using System.Buffers.Binary;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Records between the log calls that emit them and the writer that stores them, in the order of emission, bounded in
/// bytes. Any thread appends; one thread takes. It holds them in the process's memory: what it holds when the process is
/// killed is gone. Every record and every rejection has a position of its own, which rises by one with each.
/// </summary>
internal sealed class RecordQueue(long capacity, TimeSpan fullWait, TimeProvider time)
{
    private readonly object _lock = new();
    private readonly ChunkedBuffer _buffer = new();
    private readonly DeliveryLedger _ledger = new();
    private long _position;
    private long _queued;
    private long _taken;
    private bool _isClosed;
    private bool _isAwaited;

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
    public void Append(RecordWriter records, List<string> rejections)
    {
        lock (_lock)
        {
            _ledger.CountEmitted(rejections.Count);
            foreach (var reason in rejections)
            {
                _position++;
                _ledger.CountLost(RecordOutcome.Rejected, reason, 1);
            }

            if (records.Count > 0)
            {
                AppendOrDrop(records);
            }

            if (_isAwaited)
            {
                Monitor.PulseAll(_lock);
            }
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
                TakeOne(batch);
            }

            if (batch.Count > 0 || _ledger.HasUnsaved)
            {
                _ledger.MoveUnsavedTo(batch, _queued == 0 ? _position : batch.LastPosition);
            }

            Monitor.PulseAll(_lock);
            return batch.Emitted > 0 || batch.Count > 0 || batch.Outcomes.Count > 0;
        }
    }

    /// <summary>Books what became of the records of a batch.</summary>
    public void Settle(int records, in AppendResult result)
    {
        lock (_lock)
        {
            _taken -= records;
            _ledger.CountAppended(result);
        }
    }

    /// <summary>Books a taken record that the store refused for what is in it.</summary>
    public void SettleRefused()
    {
        lock (_lock)
        {
            _taken--;
            _position++;
            _ledger.CountLost(RecordOutcome.Rejected, Reasons.RefusedByStore, 1);
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

    public DeliveryCounts Snapshot()
    {
        lock (_lock)
        {
            return _ledger.Snapshot(_queued + _taken);
        }
    }

    private void AppendOrDrop(RecordWriter records)
    {
        // What waits for room is booked when it is known what becomes of it: the lock is free meanwhile.
        var hasRoom = !_isClosed && WaitForRoom(records.Length);
        _ledger.CountEmitted(records.Count);
        if (!hasRoom)
        {
            _position++;
            _ledger.CountLost(RecordOutcome.Dropped, _isClosed ? Reasons.Closed : Reasons.QueueFull, records.Count);
            return;
        }

        Span<byte> position = stackalloc byte[sizeof(long)];
        for (var rest = records.Written; !rest.IsEmpty;)
        {
            var length = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(rest);
            BinaryPrimitives.WriteInt64LittleEndian(position, ++_position);
            _buffer.Write(position, rest[..length]);
            rest = rest[length..];
        }

        _queued += records.Count;
    }

    private bool WaitForRoom(int length)
    {
        var start = time.GetTimestamp();

        // One event larger than all the room there is goes through when nothing else waits.
        while (_buffer.Length > 0 && _buffer.Length + length > capacity)
        {
            var left = fullWait - time.GetElapsedTime(start);
            if (_isClosed || left <= TimeSpan.Zero)
            {
                return false;
            }

            Monitor.Wait(_lock, left);
        }

        return !_isClosed;
    }

    private void TakeOne(RecordBatch batch)
    {
        var position = BinaryPrimitives.ReadInt64LittleEndian(_buffer.Peek(sizeof(long)));
        _buffer.Skip(sizeof(long));
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.Peek(sizeof(int)));
        _buffer.Skip(sizeof(int));
        batch.Add(position, _buffer.Peek(length));
        _buffer.Skip(length);
        _queued--;
        _taken++;
    }
}
