using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.Routing;

/// <content>The notes on what made no sense.</content>
internal sealed partial class EventRouter
{
    /// <summary>Writes a note for each reason, with all that the event says: support looks there for what is missing.</summary>
    public void NoteRejections(
        LogEvent logEvent, SequenceReference ambient, RecordWriter records, IReadOnlyCollection<string> rejections)
    {
        TryGetSequence(logEvent, EventProperties.Read(logEvent), ambient, out var sequence, out _);
        _metadata.Start();
        foreach (var (name, value) in logEvent.Properties)
        {
            _metadata.Add(name, value);
        }

        var metadata = _metadata.End();
        foreach (var reason in rejections.GroupBy(r => r))
        {
            StartNote(records, reason.Key, logEvent, sequence);
            records.Add(RecordField.Message, _message.Render(logEvent));
            records.Add(RecordField.Metadata, metadata);
            records.Add(RecordField.Error, ErrorOf(logEvent.Exception));
            records.Add(RecordField.Key, sequence.Key);
            records.Add(RecordField.Count, reason.Count());
            records.End();
        }
    }

    /// <summary>Writes a note on an event that cannot be read, with what can be told without reading it.</summary>
    public static void NoteUnreadable(LogEvent logEvent, SequenceReference ambient, RecordWriter records, Exception failure)
    {
        StartNote(records, Reasons.UnreadableEvent, logEvent, ambient);
        records.Add(RecordField.Message, Limits.Cut(logEvent.MessageTemplate.Text, Limits.Text));
        records.Add(RecordField.Error, failure.GetType().FullName);
        records.Add(RecordField.Key, ambient.Key);
        records.Add(RecordField.Count, 1);
        records.End();
    }

    private static void StartNote(RecordWriter records, string reason, LogEvent logEvent, SequenceReference sequence)
    {
        records.Start(RecordKind.Rejected, 0, sequence.Id.ToInt64(), RecordTime.ToMicroseconds(logEvent.Timestamp), double.NaN);
        records.Add(RecordField.Name, reason);
    }
}
