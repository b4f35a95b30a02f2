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

    private readonly BatchBuffer _buffer = new();

    /// <summary>Makes an empty batch.</summary>
    /// <param name="producer">Names the stream of records that the positions belong to; unique for ever.</param>
    public RecordBatch(string producer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(producer);
        Producer = producer;
    }

    /// <summary>Names the stream of records that the positions belong to.</summary>
    public string Producer { get; }

    /// <summary>Number of records, notes among them.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// How many of the records are notes (<see cref="RecordKind.Rejected"/>, <see cref="RecordKind.Loss"/>): they tell what
    /// became of others and are none that was emitted, so no <see cref="AppendResult"/> counts them.
    /// </summary>
    public int Notes { get; private set; }

    /// <summary>Size of the records in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The position of the last record: the producer's place after this batch.</summary>
    public long LastPosition { get; private set; }

    /// <summary>Removes all records, to use the batch again.</summary>
    public void Clear()
    {
        Count = 0;
        Notes = 0;
        Length = 0;
        _buffer.Clear();
        LastPosition = 0;
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

        var frame = _buffer.Add(FrameSize + record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[4..], position);
        record.CopyTo(frame[FrameSize..]);
        Length += record.Length;
        LastPosition = position;
        Count++;
        Notes += SequenceRecord.IsNote(record) ? 1 : 0;
    }

    /// <summary>Divides a batch of two records or more.</summary>
    public (RecordBatch First, RecordBatch Second) Halve()
    {
        var first = new RecordBatch(Producer);
        var second = new RecordBatch(Producer);
        var left = Count / 2;
        for (var record = GetEnumerator(); record.MoveNext();)
        {
            (left-- > 0 ? first : second).Add(record.Position, record.Current);
        }

        return (first, second);
    }

    /// <summary>The records above a position: what is left to do when all up to it is done.</summary>
    public RecordBatch After(long position)
    {
        var rest = new RecordBatch(Producer);
        for (var record = GetEnumerator(); record.MoveNext();)
        {
            if (record.Position > position)
            {
                rest.Add(record.Position, record.Current);
            }
        }

        return rest;
    }

    /// <summary>
    /// The note, in the place of a batch's only record, that the record was refused for what is in it. The record itself is in
    /// it, to be tried again when somebody has mended what it stumbled over.
    /// </summary>
    /// <param name="error">What the store said of it.</param>
    /// <param name="keepsOriginal">Whether the note holds the record; false where the store does not take that either.</param>
    public RecordBatch AsRefused(string error, bool keepsOriginal = true)
    {
        var record = GetEnumerator();
        if (Count != 1 || !record.MoveNext())
        {
            throw new InvalidOperationException($"One record is refused at a time; there are {Count} in the batch.");
        }

        var note = new RecordBatch(Producer);
        note.Add(record.Position, RecordNotes.Refused(record.Current, error, keepsOriginal));
        return note;
    }

    /// <summary>Reads the records in order.</summary>
    public Enumerator GetEnumerator() => new(_buffer);

    /// <summary>Walks through the records of a batch.</summary>
    public ref struct Enumerator
    {
        private readonly BatchBuffer _buffer;
        private ReadOnlySpan<byte> _rest;
        private int _next;

        internal Enumerator(BatchBuffer buffer) => _buffer = buffer;

        /// <summary>The bytes of the record; make a <see cref="SequenceRecord"/> of them.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>The record's position in its producer's stream.</summary>
        public long Position { get; private set; }

        /// <summary>Goes to the next record.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                if (_next == _buffer.Count)
                {
                    return false;
                }

                _rest = _buffer.PieceAt(_next++);
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            Position = BinaryPrimitives.ReadInt64LittleEndian(_rest[4..]);
            Current = _rest.Slice(FrameSize, length);
            _rest = _rest[(FrameSize + length)..];
            return true;
        }
    }
}
