using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Makes of a journey the records that lead to it again, in an order in which the store comes to the same numbers and the
/// same status: what came after a step stands behind it, and before the next.
/// </summary>
internal static class JourneyRecords
{
    private const int TraceSize = 16;
    private const int SpanSize = 8;

    /// <summary>The records one after the other: each is written when it is asked to be.</summary>
    public static IEnumerable<Action<RecordWriter>> Of(JourneyRest rest)
    {
        var id = rest.Source.SequenceId.ToInt64();
        if (rest.Beginning || rest.Keys.Count > 0)
        {
            yield return records => WriteBegin(records, rest.Source, rest.Keys.Count > 0 ? rest.Keys[0] : null);
        }

        foreach (var key in rest.Keys.Skip(1))
        {
            yield return records => WriteBegin(records, rest.Source, key);
        }

        var between = new Queue<(int Order, Action<RecordWriter> Write)>(Between(rest, id).OrderBy(b => b.Order));
        foreach (var step in rest.Steps)
        {
            while (between.TryPeek(out var earlier) && earlier.Order < step.Order)
            {
                yield return between.Dequeue().Write;
            }

            yield return records => WriteStep(records, id, step);
        }

        foreach (var (_, write) in between)
        {
            yield return write;
        }

        foreach (var link in rest.Links)
        {
            yield return records => WriteLink(records, id, link, link.FirstSeen);
            if (link.LastSeen != link.FirstSeen)
            {
                yield return records => WriteLink(records, id, link, link.LastSeen);
            }
        }
    }

    private static IEnumerable<(int Order, Action<RecordWriter> Write)> Between(JourneyRest rest, long id)
    {
        foreach (var change in rest.StatusChanges)
        {
            yield return (change.Order, records => WriteStatus(records, id, change));
        }

        foreach (var error in rest.Errors)
        {
            yield return (error.Order, records => WriteError(records, id, error));
        }

        foreach (var loss in rest.Losses)
        {
            var (from, to) = (RecordTime.ToMicroseconds(loss.From), RecordTime.ToMicroseconds(loss.To));
            yield return (
                loss.Order,
                records => RecordNotes.WriteLoss(records, new SequenceKey(id, null), new Loss(loss.Reason, loss.Count, from, to)));
        }
    }

    private static void WriteBegin(RecordWriter records, SequenceHeader journey, string? key)
    {
        var at = RecordTime.ToMicroseconds(journey.CreatedAt);
        records.Start(RecordKind.Begin, 0, journey.SequenceId.ToInt64(), at, double.NaN);
        records.Add(RecordField.Metadata, journey.Metadata);
        records.Add(RecordField.Key, key);
        records.Add(RecordField.UserId, journey.UserId?.Value);
        records.Add(RecordField.Username, journey.Username);
        records.Add(RecordField.Language, journey.Language);
        records.End();
    }

    private static void WriteStep(RecordWriter records, long id, SequenceStep step)
    {
        var at = RecordTime.ToMicroseconds(step.Timestamp);
        records.Start(RecordKind.Step, (byte)step.Status, id, at, step.DurationMs ?? double.NaN);
        records.Add(RecordField.Name, step.StepName.Value);
        records.Add(RecordField.Component, step.Component);
        records.Add(RecordField.Message, step.Message);
        records.Add(RecordField.Metadata, step.Metadata);
        records.Add(RecordField.Error, step.Error);
        AddTrace(records, step);
        records.End();
    }

    private static void AddTrace(RecordWriter records, SequenceStep step)
    {
        if (step.TraceId is null)
        {
            return;
        }

        Span<byte> trace = stackalloc byte[TraceSize + SpanSize];
        var size = TraceSize + (step.SpanId is null ? 0 : SpanSize);
        Convert.FromHexString(step.TraceId + step.SpanId, trace, out _, out _);
        records.Add(RecordField.Trace, trace[..size]);
    }

    private static void WriteStatus(RecordWriter records, long id, SequenceStatusChange change)
    {
        var at = RecordTime.ToMicroseconds(change.Timestamp);
        records.Start(RecordKind.Status, (byte)change.Status, id, at, double.NaN);
        records.Add(RecordField.Message, change.Reason);
        records.End();
    }

    private static void WriteError(RecordWriter records, long id, SequenceError error)
    {
        records.Start(RecordKind.Error, 0, id, RecordTime.ToMicroseconds(error.Timestamp), double.NaN);
        records.Add(RecordField.Component, error.Component);
        records.Add(RecordField.Message, error.Message);
        records.Add(RecordField.Metadata, error.Metadata);
        records.Add(RecordField.Error, error.Error);
        records.End();
    }

    private static void WriteLink(RecordWriter records, long id, SequenceLink link, DateTimeOffset at)
    {
        records.Start(RecordKind.Link, 0, id, RecordTime.ToMicroseconds(at), double.NaN);
        records.Add(RecordField.Component, link.Component);
        records.Add(RecordField.Metadata, link.Metadata);
        records.Add(RecordField.EntityType, link.EntityType);
        records.Add(RecordField.EntityId, link.EntityId);
        records.Add(RecordField.LinkType, link.LinkType);
        records.End();
    }
}
