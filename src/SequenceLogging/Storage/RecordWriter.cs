using System.Buffers.Binary;
using System.Text;

namespace SequenceLogging.Storage;

/// <summary>
/// Writes records one after the other into one growing buffer, each behind its length, in the layout of
/// <see cref="SequenceRecord"/>. Not safe for several threads at once; made to be kept and used again.
/// </summary>
internal sealed class RecordWriter
{
    // A buffer that one giant event has grown is given back instead of being kept by the thread for ever.
    private const int LargestBufferToKeep = 1 << 20;

    private byte[] _buffer = new byte[1024];
    private int _record;
    private int _lastField = -1;

    /// <summary>How many records have been written since the last <see cref="Clear"/>, without the notes.</summary>
    public int Count { get; private set; }

    /// <summary>How many notes have been written.</summary>
    public int Notes { get; private set; }

    /// <summary>
    /// Whether one of the records says what a journey cannot do without: how it ends, what it has to do with, what failed.
    /// </summary>
    public bool IsVital { get; private set; }

    public int Length { get; private set; }

    /// <summary>All records, each behind a 4-byte length.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear()
    {
        Count = 0;
        Notes = 0;
        IsVital = false;
        Length = 0;
        if (_buffer.Length > LargestBufferToKeep)
        {
            _buffer = new byte[1024];
        }
    }

    public void Start(RecordKind kind, byte status, long sequence, long unixMicroseconds, double durationMs)
    {
        _record = Length;
        _lastField = -1;
        var head = Reserve(4 + SequenceRecord.FixedSize)[4..];
        head[0] = (byte)kind;
        head[1] = status;
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(head[4..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(head[12..], unixMicroseconds);
        BinaryPrimitives.WriteDoubleLittleEndian(head[20..], durationMs);
        Length += 4 + SequenceRecord.FixedSize;
        IsVital |= kind is RecordKind.Begin or RecordKind.Link or RecordKind.Status or RecordKind.Error
            || (kind is RecordKind.Step && status == (byte)StepStatus.Failed);
    }

    /// <summary>Adds a text; empty and null are left out. Lone surrogates become U+FFFD.</summary>
    public void Add(RecordField field, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        Mark(field);
        var target = Reserve(4 + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, target[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        Length += 4 + length;
    }

    public void Add(RecordField field, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        Mark(field);
        var target = Reserve(4 + bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target, bytes.Length);
        bytes.CopyTo(target[4..]);
        Length += 4 + bytes.Length;
    }

    public void Add(RecordField field, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Add(field, bytes);
    }

    public void End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_record), Length - _record - 4);
        if (SequenceRecord.IsNote(_buffer.AsSpan(_record + 4)))
        {
            Notes++;
        }
        else
        {
            Count++;
        }
    }

    private void Mark(RecordField field)
    {
        // The reader walks the mask from its lowest bit, so the fields must stand in that order.
        if ((int)field <= _lastField)
        {
            throw new InvalidOperationException($"Field {field} was written after {(RecordField)_lastField}.");
        }

        _lastField = (int)field;
        var mask = _buffer.AsSpan(_record + 4 + 2);
        BinaryPrimitives.WriteUInt16LittleEndian(
            mask, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(mask) | (1 << (int)field)));
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - Length < size)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(Length + size)));
        }

        return _buffer.AsSpan(Length);
    }
}
