using System.Buffers.Binary;

namespace SequenceLogging.Storage;

/// <summary>
/// One fact on its way to the store, read in place from the bytes that <see cref="RecordWriter"/> wrote. All text is
/// UTF-8; an absent field is empty. Layout: kind, status (1 byte each), field mask (2), sequence (8), time (8),
/// duration (8), then each field of the mask as a 4-byte length and its bytes, in the order of the mask; little-endian.
/// </summary>
public readonly ref struct SequenceRecord
{
    internal const int FixedSize = 28;

    /// <summary>The status of a beginning that sets <see cref="JoinsOpen"/>; 0 is that of one that does not.</summary>
    internal const byte JoinsOpenStatus = 1;

    private const int LengthSize = 4;

    // Where each field is could be kept, too; but then a record is hundreds of bytes, which are cleared and copied for each step.
    private readonly ReadOnlySpan<byte> _fields;
    private readonly ushort _mask;
    private readonly byte _status;

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">The bytes are no record.</exception>
    public SequenceRecord(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedSize)
        {
            throw Malformed(bytes.Length);
        }

        Kind = (RecordKind)bytes[0];
        _status = bytes[1];
        _mask = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        Sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]);
        UnixMicroseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]);
        DurationMs = BinaryPrimitives.ReadDoubleLittleEndian(bytes[20..]);
        _fields = bytes[FixedSize..];

        var rest = _fields;
        for (var bits = (uint)_mask; bits != 0; bits &= bits - 1)
        {
            var length = rest.Length >= LengthSize ? BinaryPrimitives.ReadInt32LittleEndian(rest) : -1;
            if (length < 0 || length > rest.Length - LengthSize)
            {
                throw Malformed(bytes.Length);
            }

            rest = rest[(LengthSize + length)..];
        }

        if ((_mask & (1 << (int)RecordField.Count)) != 0 && Field(RecordField.Count).Length != sizeof(long))
        {
            throw Malformed(bytes.Length);
        }
    }

    /// <summary>What the record says.</summary>
    public RecordKind Kind { get; }

    /// <summary>The sequence as <see cref="SequenceId.ToInt64"/> gives it; 0 when <see cref="Key"/> names it.</summary>
    public long Sequence { get; }

    /// <summary>The event's time in microseconds since 1970-01-01 UTC; of a loss, that of the first event.</summary>
    public long UnixMicroseconds { get; }

    /// <summary>
    /// The step's duration in milliseconds; NaN when not known. Of a loss, from its first event to its last.
    /// </summary>
    public double DurationMs { get; }

    /// <summary>Outcome of a step (<see cref="RecordKind.Step"/>).</summary>
    public StepStatus StepStatus => (StepStatus)_status;

    /// <summary>New status of the sequence (<see cref="RecordKind.Status"/>).</summary>
    public SequenceStatus SequenceStatus => (SequenceStatus)_status;

    /// <summary>
    /// Whether the user's newest open sequence is meant, and a new one only where there is none (<see cref="RecordKind.Begin"/>).
    /// </summary>
    public bool JoinsOpen => _status == JoinsOpenStatus;

    /// <summary>The step's name; in a note, the reason.</summary>
    public ReadOnlySpan<byte> Name => Field(RecordField.Name);

    /// <summary>The component that made the step, or of the linked entity.</summary>
    public ReadOnlySpan<byte> Component => Field(RecordField.Component);

    /// <summary>The rendered message, or the reason of a status change.</summary>
    public ReadOnlySpan<byte> Message => Field(RecordField.Message);

    /// <summary>All other properties of the event as one JSON object.</summary>
    public ReadOnlySpan<byte> Metadata => Field(RecordField.Metadata);

    /// <summary>The exception as text.</summary>
    public ReadOnlySpan<byte> Error => Field(RecordField.Error);

    /// <summary>16 bytes of W3C trace id and 8 of span id.</summary>
    public ReadOnlySpan<byte> Trace => Field(RecordField.Trace);

    /// <summary>16 bytes that name this record for ever: a second record with the same ones is a duplicate.</summary>
    public ReadOnlySpan<byte> EventId => Field(RecordField.EventId);

    /// <summary>The sequence's own key where its id is not issued yet; see <see cref="RecordKind.Begin"/>.</summary>
    public ReadOnlySpan<byte> Key => Field(RecordField.Key);

    /// <summary>Type of the linked entity.</summary>
    public ReadOnlySpan<byte> EntityType => Field(RecordField.EntityType);

    /// <summary>Id of the linked entity.</summary>
    public ReadOnlySpan<byte> EntityId => Field(RecordField.EntityId);

    /// <summary>Kind of the link; <c>primary</c> unless the event says otherwise.</summary>
    public ReadOnlySpan<byte> LinkType => Field(RecordField.LinkType);

    /// <summary>User of a sequence that begins.</summary>
    public ReadOnlySpan<byte> UserId => Field(RecordField.UserId);

    /// <summary>User name of a sequence that begins.</summary>
    public ReadOnlySpan<byte> Username => Field(RecordField.Username);

    /// <summary>Language of a sequence that begins.</summary>
    public ReadOnlySpan<byte> Language => Field(RecordField.Language);

    /// <summary>In a <see cref="RecordKind.Rejected"/>, the record as it came, where it could be tried again.</summary>
    public ReadOnlySpan<byte> Original => Field(RecordField.Original);

    /// <summary>How many records a note speaks of; 0 in others.</summary>
    public long Count => Field(RecordField.Count) is { IsEmpty: false } count ? BinaryPrimitives.ReadInt64LittleEndian(count) : 0;

    /// <summary>Whether the record tells what became of others, and is none that was emitted itself.</summary>
    internal static bool IsNote(ReadOnlySpan<byte> bytes) =>
        !bytes.IsEmpty && (RecordKind)bytes[0] is RecordKind.Rejected or RecordKind.Loss or RecordKind.KnownEvent;

    private ReadOnlySpan<byte> Field(RecordField field)
    {
        var bit = 1u << (int)field;
        if ((_mask & bit) == 0)
        {
            return default;
        }

        var rest = _fields;
        for (var before = _mask & (bit - 1); before != 0; before &= before - 1)
        {
            rest = rest[(LengthSize + BinaryPrimitives.ReadInt32LittleEndian(rest))..];
        }

        return rest.Slice(LengthSize, BinaryPrimitives.ReadInt32LittleEndian(rest));
    }

    private static FormatException Malformed(int length) =>
        new($"{length} bytes are not a sequence record: the lengths in it do not fit. Was it written by a newer version?");
}
