using System.Buffers.Binary;

namespace SequenceLogging.Storage;

/// <summary>
/// Records that a store writes in one transaction, with the place that each had in its producer's stream. A store keeps
/// the last position of each producer in the same transaction as the records, so a batch that is written again after an
/// unclear commit changes nothing.
/// </summary>
public sealed class RecordBatch
{
    private const int FrameSize = 12;

    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="producer">Names the stream of records that the positions belong to; unique for ever.</param>
    public RecordBatch(string producer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(producer);
        Producer = producer;
    }

    /// <summary>Names the stream of records that the positions belong to.</summary>
    public string Producer { get; }

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>Size of the records in bytes.</summary>
    public int Length => _length - (FrameSize * Count);

    /// <summary>
    /// The producer's place after this batch: the position of its last record, or beyond where <see cref="Account"/>
    /// says so.
    /// </summary>
    public long LastPosition { get; private set; }

    /// <summary>What became of emitted records that never reached a batch, to be added to the store's totals.</summary>
    public IReadOnlyList<OutcomeCount> Outcomes { get; private set; } = [];

    /// <summary>Removes all records, to use the batch again.</summary>
    public void Clear()
    {
        Count = 0;
        _length = 0;
        LastPosition = 0;
        Outcomes = [];
    }

    /// <summary>Says what is to be added to the store's totals together with the records.</summary>
    /// <param name="position">Where the producer stands; not below the last record.</param>
    /// <param name="outcomes">What became of records that never reached a batch.</param>
    public void Account(long position, IReadOnlyList<OutcomeCount> outcomes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, LastPosition);
        LastPosition = position;
        Outcomes = outcomes;
    }

    /// <summary>Adds one record.</summary>
    /// <param name="position">Its place in the producer's stream, above that of all records before it.</param>
    /// <param name="record">Bytes that <see cref="SequenceRecord"/> can read.</param>
    public void Add(long position, ReadOnlySpan<byte> record)
    {
        if (position <= LastPosition)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position), position, $"Positions rise within a stream; the one before was {LastPosition}.");
        }

        var needed = _length + FrameSize + record.Length;
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        var frame = _buffer.AsSpan(_length);
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[4..], position);
        record.CopyTo(frame[FrameSize..]);
        _length = needed;
        LastPosition = position;
        Count++;
    }

    /// <summary>Divides a batch of two records or more; what is to be accounted goes with the second half.</summary>
    public (RecordBatch First, RecordBatch Second) Halve()
    {
        var first = new RecordBatch(Producer);
        var second = new RecordBatch(Producer);
        var left = Count / 2;
        for (var record = GetEnumerator(); record.MoveNext();)
        {
            (left-- > 0 ? first : second).Add(record.Position, record.Current);
        }

        second.Account(LastPosition, Outcomes);
        return (first, second);
    }

    /// <summary>What is left of the batch without its records: the producer's place, and what is to be accounted.</summary>
    public RecordBatch WithoutRecords()
    {
        var empty = new RecordBatch(Producer);
        empty.Account(LastPosition, Outcomes);
        return empty;
    }

    /// <summary>Reads the records in order.</summary>
    public Enumerator GetEnumerator() => new(_buffer.AsSpan(0, _length));

    /// <summary>Walks through the records of a batch.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> records) => _rest = records;

        /// <summary>The bytes of the record; make a <see cref="SequenceRecord"/> of them.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>The record's position in its producer's stream.</summary>
        public long Position { get; private set; }

        /// <summary>Goes to the next record.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            Position = BinaryPrimitives.ReadInt64LittleEndian(_rest[4..]);
            Current = _rest.Slice(FrameSize, length);
            _rest = _rest[(FrameSize + length)..];
            return true;
        }
    }
}
