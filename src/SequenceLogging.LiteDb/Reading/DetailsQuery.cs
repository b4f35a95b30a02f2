using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads one whole journey.</summary>
internal sealed class DetailsQuery(Database database, CancellationToken cancellationToken)
{
    private readonly StepNames _names = new(database);

    public SequenceDetails? Run(SequenceId id)
    {
        if (id.IsDefault || database.ById(Collections.Sequences, id.ToInt64()) is not { } row)
        {
            return null;
        }

        var header = row.ToHeader(_names);
        List<SequenceStep> steps = [.. Of(Collections.Steps, id).OrderBy(s => s.Int64("step_order")).Select(ToStep)];
        return new SequenceDetails
        {
            SequenceId = header.SequenceId,
            UserId = header.UserId,
            Username = header.Username,
            Language = header.Language,
            Status = header.Status,
            CurrentStep = header.CurrentStep,
            StepCount = header.StepCount,
            CreatedAt = header.CreatedAt,
            UpdatedAt = header.UpdatedAt,
            CompletedAt = header.CompletedAt,
            Metadata = header.Metadata,
            Steps = steps,
            Links = [.. Of(Collections.Links, id).Select(ToLink)],
            Errors = [.. FailedSteps(steps).Concat(Of(Collections.Errors, id).Select(ToError)).OrderBy(e => e.Timestamp)],
            StatusChanges = [.. Of(Collections.StatusChanges, id).Select(ToStatusChange)],
            Losses = [.. Of(Collections.Losses, id).OrderBy(l => l.Int64("after_step")).Select(ToLoss)],
            Keys = [.. database.With(Collections.Keys, "sequence", id.ToInt64()).Select(k => k.Text("key")).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>What belongs to a sequence, in the order in which it came.</summary>
    private IOrderedEnumerable<BsonDocument> Of(string collection, SequenceId id) =>
        database.With(collection, "sequence", id.ToInt64(), cancellationToken).OrderBy(d => d.Int64("_id"));

    private SequenceStep ToStep(BsonDocument row)
    {
        var (name, component) = _names.Of(row.Int64("kind"));
        return new SequenceStep
        {
            Order = row.Int32("step_order"),
            StepName = name,
            Component = component,
            Status = (StepStatus)row.Int32("status"),
            Timestamp = row.Time("timestamp"),
            DurationMs = row.DoubleOrNull("duration_ms"),
            Message = row.TextOrNull("message"),
            Metadata = row.TextOrNull("metadata"),
            Error = row.TextOrNull("error"),
            TraceId = row.TraceId(),
            SpanId = row.SpanId(),
        };
    }

    private static SequenceLink ToLink(BsonDocument row) => new()
    {
        Component = row.Text("component"),
        EntityType = row.Text("entity_type"),
        EntityId = row.Text("entity_id"),
        LinkType = row.Text("link_type"),
        FirstSeen = row.Time("first_seen"),
        LastSeen = row.Time("last_seen"),
        Metadata = row.TextOrNull("metadata"),
    };

    private static IEnumerable<SequenceError> FailedSteps(IEnumerable<SequenceStep> steps) =>
        steps.Where(s => s.Status is StepStatus.Failed || s.Error is not null).Select(s => new SequenceError
        {
            Timestamp = s.Timestamp,
            Order = s.Order,
            StepName = s.StepName,
            Component = s.Component,
            Message = s.Message,
            Error = s.Error,
            Metadata = s.Metadata,
        });

    private static SequenceError ToError(BsonDocument row) => new()
    {
        Timestamp = row.Time("timestamp"),
        Order = row.Int32("after_step"),
        Component = row.TextOrNull("component"),
        Message = row.TextOrNull("message"),
        Error = row.TextOrNull("error"),
        Metadata = row.TextOrNull("metadata"),
    };

    private static SequenceStatusChange ToStatusChange(BsonDocument row) => new()
    {
        Timestamp = row.Time("timestamp"),
        Order = row.Int32("after_step"),
        Status = (SequenceStatus)row.Int32("status"),
        Reason = row.TextOrNull("reason"),
    };

    private static SequenceLoss ToLoss(BsonDocument row) => new()
    {
        Count = row.Int64("count"),
        From = row.Time("first_at"),
        To = row.Time("last_at"),
        Order = row.Int32("after_step"),
        Reason = row.Text("reason"),
    };
}
