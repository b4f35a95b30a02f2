using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

/// <summary>
/// Writes a batch record by record, as the delivery does. For what a log call cannot do: the same batch twice, positions
/// that overlap, records known by a key or an event id, and records that make no sense.
/// </summary>
internal sealed class Batch(string producer = "producer", long after = 0)
{
    private readonly RecordWriter _writer = new();
    private readonly RecordBatch _batch = new(producer);
    private long _position = after;

    public static implicit operator RecordBatch(Batch batch) => batch._batch;

    public Batch Begin(
        string key,
        DateTimeOffset at,
        string? userId = null,
        string? username = null,
        string? language = null,
        bool joinsOpen = false)
    {
        _writer.Start(RecordKind.Begin, (byte)(joinsOpen ? 1 : 0), 0, RecordTime.ToMicroseconds(at), double.NaN);
        _writer.Add(RecordField.Key, key);
        _writer.Add(RecordField.UserId, userId);
        _writer.Add(RecordField.Username, username);
        _writer.Add(RecordField.Language, language);
        return Add();
    }

    /// <summary>A sequence that begins with an id of its own.</summary>
    public Batch Begin(SequenceId id, DateTimeOffset at, NewSequence? told = null, string? key = null)
    {
        Start(RecordKind.Begin, 0, id, at);
        _writer.Add(RecordField.Metadata, told?.Metadata);
        _writer.Add(RecordField.Key, key);
        _writer.Add(RecordField.UserId, told?.UserId?.Value);
        _writer.Add(RecordField.Username, told?.Username);
        _writer.Add(RecordField.Language, told?.Language);
        return Add();
    }

    /// <summary>A note that an event was met in another store.</summary>
    public Batch KnownEvent(byte[] eventId)
    {
        Start(RecordKind.KnownEvent, 0, default, DateTimeOffset.UnixEpoch);
        AddIdentity(null, eventId);
        return Add();
    }

    public Batch Step(
        SequenceId id,
        string name,
        DateTimeOffset at,
        StepStatus status = StepStatus.Completed,
        string? key = null,
        byte[]? eventId = null)
    {
        Start(RecordKind.Step, (byte)status, id, at);
        _writer.Add(RecordField.Name, name);
        AddIdentity(key, eventId);
        return Add();
    }

    /// <summary>A step that says something, or an error of no step.</summary>
    public Batch Said(SequenceId id, DateTimeOffset at, string? message, string? metadata = null, string? error = null, bool isStep = true)
    {
        Start(isStep ? RecordKind.Step : RecordKind.Error, isStep ? (byte)StepStatus.Completed : (byte)0, id, at);
        _writer.Add(RecordField.Name, isStep ? "Step" : null);
        _writer.Add(RecordField.Message, message);
        _writer.Add(RecordField.Metadata, metadata);
        _writer.Add(RecordField.Error, error);
        return Add();
    }

    public Batch Link(SequenceId id, ComponentLink link, DateTimeOffset at, byte[]? eventId = null)
    {
        Start(RecordKind.Link, 0, id, at);
        _writer.Add(RecordField.Component, link.Component);
        AddIdentity(null, eventId);
        _writer.Add(RecordField.EntityType, link.EntityType);
        _writer.Add(RecordField.EntityId, link.EntityId);
        _writer.Add(RecordField.LinkType, "primary");
        return Add();
    }

    public Batch Status(SequenceId id, SequenceStatus status, DateTimeOffset at, string? key = null)
    {
        Start(RecordKind.Status, (byte)status, id, at);
        AddIdentity(key, null);
        return Add();
    }

    /// <summary>A step whose kind and status are any bytes.</summary>
    public Batch Odd(SequenceId id, byte kind, byte status, string? name, DateTimeOffset at)
    {
        Start((RecordKind)kind, status, id, at);
        _writer.Add(RecordField.Name, name);
        return Add();
    }

    /// <summary>The bytes of its only record.</summary>
    public byte[] Single()
    {
        var record = _batch.GetEnumerator();
        Assert.Equal(1, _batch.Count);
        Assert.True(record.MoveNext());
        return record.Current.ToArray();
    }

    /// <summary>Bytes that need not be a record.</summary>
    public Batch Bytes(params byte[] bytes)
    {
        _batch.Add(++_position, bytes);
        return this;
    }

    /// <summary>A note on what was rejected before it came here.</summary>
    public Batch Rejected(string reason, long count, DateTimeOffset at, SequenceId id = default, string? message = null)
    {
        Start(RecordKind.Rejected, 0, id, at);
        _writer.Add(RecordField.Name, reason);
        _writer.Add(RecordField.Message, message);
        _writer.Add(RecordField.Count, count);
        return Add();
    }

    /// <summary>A note on what was dropped.</summary>
    public Batch Loss(SequenceId id, string reason, long count, DateTimeOffset from, DateTimeOffset to)
    {
        RecordNotes.WriteLoss(
            _writer,
            new SequenceKey(id.IsDefault ? 0 : id.ToInt64(), null),
            new Loss(reason, count, RecordTime.ToMicroseconds(from), RecordTime.ToMicroseconds(to)));
        _batch.Add(++_position, _writer.Written[sizeof(int)..]);
        _writer.Clear();
        return this;
    }

    private void Start(RecordKind kind, byte status, SequenceId id, DateTimeOffset at) =>
        _writer.Start(kind, status, id.IsDefault ? 0 : id.ToInt64(), RecordTime.ToMicroseconds(at), double.NaN);

    private void AddIdentity(string? key, byte[]? eventId)
    {
        _writer.Add(RecordField.EventId, eventId.AsSpan());
        _writer.Add(RecordField.Key, key);
    }

    private Batch Add()
    {
        _writer.End();
        _batch.Add(++_position, _writer.Written[sizeof(int)..]);
        _writer.Clear();
        return this;
    }
}
