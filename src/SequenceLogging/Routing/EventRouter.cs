using Serilog.Events;
using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Routing;

/// <summary>
/// Says which records an event means. It looks at the event and at the ambient sequence, and at nothing else: no clock,
/// no I/O. One event may be a step, a link and a status change at once. What makes no sense is reported with its reason,
/// and the rest of the event is still routed. Kept and used again; not safe for several threads at once.
/// </summary>
internal sealed partial class EventRouter : IDisposable
{
    /// <summary>Up to so many it is faster to look at each than to look for three names, whether the compiler has a profile or not.</summary>
    private const int FewProperties = 4;

    /// <summary>A bit for each length that one of the three names has.</summary>
    private static readonly uint Lengths =
        (1u << PropertyNames.StepName.Length) | (1u << PropertyNames.LinkComponent.Length) | (1u << PropertyNames.SequenceStatus.Length);

    private readonly MetadataWriter _metadata = new();
    private readonly MessageRenderer _message = new();

    /// <summary>Whether an event could mean a record: a quick look, right for all events that mean one.</summary>
    public static bool IsCandidate(LogEvent logEvent)
    {
        if (logEvent.Level >= LogEventLevel.Error)
        {
            return true;
        }

        // Serilog's own class, asked for by its name: most events are no steps, and each of them comes by here.
        if (logEvent.Properties is not Dictionary<string, LogEventPropertyValue> properties)
        {
            return logEvent.Properties.Keys.Any(MeansRecord);
        }

        if (properties.Count > FewProperties)
        {
            return Knows(properties);
        }

        // Not its keys, which would be an object of their own.
        foreach (var property in properties)
        {
            if (MeansRecord(property.Key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the records that the event means.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="ambient">The sequence of the running code; default for none.</param>
    /// <param name="records">Takes the records.</param>
    /// <param name="rejections">Takes the reasons of what was rejected.</param>
    public void Route(LogEvent logEvent, SequenceReference ambient, RecordWriter records, ICollection<string> rejections) =>
        Route(logEvent, ambient, default, default, records, rejections);

    /// <summary>The same for an event read from a file, which may belong to a group.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="ambient">The sequence; default for none.</param>
    /// <param name="group">The key that names the sequence where the event does not; empty for none.</param>
    /// <param name="eventId">16 bytes that name the event for ever; empty for none. The last is changed per record.</param>
    /// <param name="records">Takes the records.</param>
    /// <param name="rejections">Takes the reasons of what was rejected.</param>
    public void Route(
        LogEvent logEvent,
        SequenceReference ambient,
        ReadOnlySpan<char> group,
        ReadOnlySpan<byte> eventId,
        RecordWriter records,
        ICollection<string> rejections)
    {
        var properties = EventProperties.Read(logEvent);
        var isError = properties.StepName is null && logEvent.Level >= LogEventLevel.Error;
        if (!properties.MeansRecord && !isError)
        {
            return;
        }

        var hasSequence = TryGetSequence(logEvent, properties, ambient, out var sequence, out var reason) || !group.IsEmpty;
        if (!hasSequence)
        {
            // An error outside of any sequence is nobody's step: it has nothing to say here. One that names a sequence has.
            var meant = properties.MeantRecords + (isError && reason == Reasons.BadSequenceId ? 1 : 0);
            for (var i = 0; i < meant; i++)
            {
                rejections.Add(reason);
            }

            return;
        }

        var target = new Target(
            sequence.Id.ToInt64(),
            sequence.IsDefault ? group : sequence.Key,
            RecordTime.ToMicroseconds(logEvent.Timestamp),
            eventId,
            records.Count);

        var metadata = WriteMetadata(logEvent, properties, keepsSequenceId: sequence.IsDefault);
        if (properties.StepName is not null)
        {
            RouteStep(logEvent, in properties, target, metadata, records, rejections);
        }
        else if (isError)
        {
            RouteError(logEvent, properties, target, metadata, records);
        }

        if (properties.LinkComponent is not null)
        {
            RouteLink(properties, target, metadata, records, rejections);
        }

        if (properties.SequenceStatus is not null)
        {
            RouteStatus(logEvent, properties, target, records, rejections);
        }
    }

    public void Dispose()
    {
        _metadata.Dispose();
        _message.Dispose();
    }

    // Each by its length first: most names are of another one. The shift takes the length modulo 32, and the comparison sees to it.
    private static bool MeansRecord(string name) =>
        (Lengths & (1u << name.Length)) != 0
        && name is PropertyNames.StepName or PropertyNames.LinkComponent or PropertyNames.SequenceStatus;

    private static bool Knows(Dictionary<string, LogEventPropertyValue> properties) =>
        properties.ContainsKey(PropertyNames.StepName)
        || properties.ContainsKey(PropertyNames.LinkComponent)
        || properties.ContainsKey(PropertyNames.SequenceStatus);

    private static bool TryGetSequence(
        LogEvent logEvent,
        in EventProperties properties,
        SequenceReference ambient,
        out SequenceReference sequence,
        out string reason)
    {
        reason = Reasons.NoSequence;
        if (properties.SequenceId is { } value)
        {
            reason = Reasons.BadSequenceId;
            sequence = value.Value switch
            {
                SequenceId id => id,
                SequenceReference reference => reference,
                string text when SequenceReference.TryParse(text, out var reference) => reference,
                _ => default,
            };
            return !sequence.IsDefault;
        }

        sequence = ambient;
        return !sequence.IsDefault || ExceptionSequence.TryGet(logEvent.Exception, out sequence);
    }

    private void RouteStep(
        LogEvent logEvent,
        in EventProperties properties,
        in Target target,
        ReadOnlySpan<byte> metadata,
        RecordWriter records,
        ICollection<string> rejections)
    {
        if (!properties.TryGetStepName(out var name))
        {
            rejections.Add(Reasons.BadStepName);
            if (logEvent.Level >= LogEventLevel.Error)
            {
                RouteError(logEvent, properties, target, metadata, records);
            }

            return;
        }

        Start(records, RecordKind.Step, (byte)properties.StatusOf(logEvent.Level), target, properties.DurationMs);
        records.Add(RecordField.Name, name.Value);
        records.Add(RecordField.Component, ComponentOf(properties, name));
        records.Add(RecordField.Message, _message.Render(logEvent));
        records.Add(RecordField.Metadata, metadata);
        records.Add(RecordField.Error, ErrorOf(logEvent.Exception));
        AddTrace(records, logEvent);
        AddIdentity(records, target);
        records.End();
    }

    private void RouteError(
        LogEvent logEvent, in EventProperties properties, in Target target, ReadOnlySpan<byte> metadata, RecordWriter records)
    {
        Start(records, RecordKind.Error, 0, target, properties.DurationMs);
        records.Add(RecordField.Component, properties.Component);
        records.Add(RecordField.Message, _message.Render(logEvent));
        records.Add(RecordField.Metadata, metadata);
        records.Add(RecordField.Error, ErrorOf(logEvent.Exception));
        AddTrace(records, logEvent);
        AddIdentity(records, target);
        records.End();
    }

    private static void RouteLink(
        in EventProperties properties,
        in Target target,
        ReadOnlySpan<byte> metadata,
        RecordWriter records,
        ICollection<string> rejections)
    {
        if (!properties.TryGetLink(out var link))
        {
            rejections.Add(Reasons.BadLink);
            return;
        }

        Start(records, RecordKind.Link, 0, target, double.NaN);
        records.Add(RecordField.Component, link.Component);
        records.Add(RecordField.Metadata, metadata);
        AddIdentity(records, target);
        records.Add(RecordField.EntityType, link.EntityType);
        records.Add(RecordField.EntityId, link.EntityId);
        records.Add(RecordField.LinkType, properties.LinkType ?? SequenceLink.DefaultLinkType);
        records.End();
    }

    private void RouteStatus(
        LogEvent logEvent,
        in EventProperties properties,
        in Target target,
        RecordWriter records,
        ICollection<string> rejections)
    {
        if (!StatusText.TryParse(MetadataWriter.TextOf(properties.SequenceStatus!.Value), out SequenceStatus status))
        {
            rejections.Add(Reasons.BadSequenceStatus);
            return;
        }

        Start(records, RecordKind.Status, (byte)status, target, double.NaN);
        records.Add(RecordField.Message, _message.Render(logEvent));
        AddIdentity(records, target);
        records.End();
    }

    private static void Start(RecordWriter records, RecordKind kind, byte status, in Target target, double durationMs) =>
        records.Start(kind, status, target.Sequence, target.UnixMicroseconds, durationMs);

    private static void AddIdentity(RecordWriter records, in Target target)
    {
        if (!target.EventId.IsEmpty)
        {
            // The records of one event differ in the last byte, so that each has an identity of its own.
            Span<byte> id = stackalloc byte[16];
            target.EventId.CopyTo(id);
            id[15] ^= (byte)(records.Count - target.FirstRecord);
            records.Add(RecordField.EventId, id);
        }

        records.Add(RecordField.Key, target.Key);
    }

    private static void AddTrace(RecordWriter records, LogEvent logEvent)
    {
        if (logEvent.TraceId is { } trace)
        {
            Span<byte> bytes = stackalloc byte[24];
            trace.CopyTo(bytes[..16]);
            logEvent.SpanId?.CopyTo(bytes[16..]);
            records.Add(RecordField.Trace, bytes);
        }
    }

    /// <summary>
    /// Who makes the step: <c>Component</c>, else <c>SourceContext</c>. Plain <c>Log.Information</c> has neither; then the
    /// flow of the step's name serves, so that statistics by component say something without any set-up.
    /// </summary>
    private static ReadOnlySpan<char> ComponentOf(in EventProperties properties, StepName name) =>
        properties.Component is { } component ? component : name.FlowSpan;

    private static ReadOnlySpan<char> ErrorOf(Exception? exception) =>
        exception is null ? default : Limits.Cut(MetadataWriter.TextOf(exception), Limits.Error);

    /// <param name="logEvent">The event.</param>
    /// <param name="properties">What of it has a meaning.</param>
    /// <param name="keepsSequenceId">
    /// The sequence is that of the event's group; a <c>SequenceId</c> on the event is somebody else's, and metadata as all else.
    /// </param>
    private ReadOnlySpan<byte> WriteMetadata(LogEvent logEvent, in EventProperties properties, bool keepsSequenceId)
    {
        _metadata.Start();
        var bit = 1UL;
        foreach (var (name, value) in EventPropertyWalk.Over(logEvent))
        {
            if (!properties.IsUsed(name, bit) || (keepsSequenceId && name == PropertyNames.SequenceId))
            {
                _metadata.Add(name, value);
            }

            bit <<= 1;
        }

        return _metadata.End();
    }

    /// <summary>What all records of one event share.</summary>
    private readonly ref struct Target(
        long sequence, ReadOnlySpan<char> key, long unixMicroseconds, ReadOnlySpan<byte> eventId, int firstRecord)
    {
        public long Sequence { get; } = sequence;

        public ReadOnlySpan<char> Key { get; } = key;

        public long UnixMicroseconds { get; } = unixMicroseconds;

        public ReadOnlySpan<byte> EventId { get; } = eventId;

        /// <summary>How many records there were before those of this event.</summary>
        public int FirstRecord { get; } = firstRecord;
    }
}
