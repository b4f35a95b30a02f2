using System.Text;
using SequenceLogging;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>A record as a test looks at it: its bytes read, its texts as strings, null where a field is absent.</summary>
public sealed class StoredRecord
{
    public StoredRecord(ReadOnlySpan<byte> bytes, long position = 0)
    {
        var record = new SequenceRecord(bytes);
        Position = position;
        Kind = record.Kind;
        Sequence = SequenceId.TryFromInt64(record.Sequence, out var id) ? id : default;
        At = RecordTime.FromMicroseconds(record.UnixMicroseconds);
        DurationMs = double.IsNaN(record.DurationMs) ? null : record.DurationMs;
        StepStatus = record.StepStatus;
        SequenceStatus = record.SequenceStatus;
        JoinsOpen = record.JoinsOpen;
        Name = Text(record.Name);
        Component = Text(record.Component);
        Message = Text(record.Message);
        Metadata = Text(record.Metadata);
        Error = Text(record.Error);
        Trace = record.Trace.IsEmpty ? null : Convert.ToHexStringLower(record.Trace);
        EventId = record.EventId.IsEmpty ? null : Convert.ToHexStringLower(record.EventId);
        Key = Text(record.Key);
        EntityType = Text(record.EntityType);
        EntityId = Text(record.EntityId);
        LinkType = Text(record.LinkType);
        UserId = Text(record.UserId);
        Username = Text(record.Username);
        Language = Text(record.Language);
        Original = record.Original.IsEmpty ? null : new StoredRecord(record.Original);
        Count = record.Count;
    }

    public long Position { get; }

    public RecordKind Kind { get; }

    public SequenceId Sequence { get; }

    public DateTimeOffset At { get; }

    public double? DurationMs { get; }

    public StepStatus StepStatus { get; }

    public SequenceStatus SequenceStatus { get; }

    public bool JoinsOpen { get; }

    public string? Name { get; }

    public string? Component { get; }

    public string? Message { get; }

    public string? Metadata { get; }

    public string? Error { get; }

    public string? Trace { get; }

    public string? EventId { get; }

    public string? Key { get; }

    public string? EntityType { get; }

    public string? EntityId { get; }

    public string? LinkType { get; }

    public string? UserId { get; }

    public string? Username { get; }

    public string? Language { get; }

    public StoredRecord? Original { get; }

    public long Count { get; }

    public override string ToString() => $"{Kind} {Sequence} {Name}{Component}:{EntityType}:{EntityId} {Message}";

    // Throws where the bytes are no UTF-8: no record may hold such a text.
    private static string? Text(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : new UTF8Encoding(false, true).GetString(utf8);
}
