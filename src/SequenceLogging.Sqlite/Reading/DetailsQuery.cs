using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads one whole journey.</summary>
internal static class DetailsQuery
{
    private static readonly string Steps =
        $"""
        {StepChain.Of("step_order, kind, status, timestamp, duration_ms, message, metadata, error, trace", "r.id = ?")}
        SELECT t.step_order, k.step_name, k.component, t.status, t.timestamp, t.duration_ms, t.message, t.metadata, t.error, t.trace
          FROM chain t CROSS JOIN step_kinds k ON k.id = t.kind
        """;

    public static SequenceDetails? Run(Database database, SequenceId id)
    {
        if (id.IsDefault || ReadHeader(database, id) is not { } header)
        {
            return null;
        }

        var steps = ReadSteps(database, id);
        var changes = ReadStatusChanges(database, id);
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
            Links = ReadLinks(database, id),
            Errors = [.. FailedSteps(steps).Concat(ReadErrors(database, id)).OrderBy(e => e.Timestamp)],
            StatusChanges = changes,
            Losses = ReadLosses(database, id),
            Keys = ReadKeys(database, id),
        };
    }

    private static SequenceHeader? ReadHeader(Database database, SequenceId id)
    {
        using var row = database.Prepare(
            $"""
             SELECT {Rows.HeaderColumns}
               FROM sequences s LEFT JOIN step_kinds k ON k.id = s.last_step_kind
              WHERE s.id = ?
             """);
        return row.Bind(1, id.ToInt64()).Step() ? Rows.ReadHeader(row) : null;
    }

    private static List<SequenceStep> ReadSteps(Database database, SequenceId id)
    {
        using var row = database.Prepare(Steps);
        row.Bind(1, id.ToInt64());
        var steps = new List<SequenceStep>();
        while (row.Step())
        {
            steps.Add(new SequenceStep
            {
                Order = row.Int32(0),
                StepName = StepName.Parse(row.Text(1)),
                Component = row.Text(2).NullWhenEmpty(),
                Status = (StepStatus)row.Int32(3),
                Timestamp = row.Time(4),
                DurationMs = row.DoubleOrNull(5),
                Message = row.TextOrNull(6),
                Metadata = row.TextOrNull(7),
                Error = row.TextOrNull(8),
                TraceId = row.TraceId(9),
                SpanId = row.SpanId(9),
            });
        }

        steps.Reverse();
        return steps;
    }

    private static List<SequenceLink> ReadLinks(Database database, SequenceId id)
    {
        using var row = database.Prepare(
            """
            SELECT component, entity_type, entity_id, link_type, first_seen, last_seen, metadata
              FROM links WHERE sequence = ? ORDER BY id
            """);
        row.Bind(1, id.ToInt64());
        var links = new List<SequenceLink>();
        while (row.Step())
        {
            links.Add(new SequenceLink
            {
                Component = row.Text(0),
                EntityType = row.Text(1),
                EntityId = row.Text(2),
                LinkType = row.Text(3),
                FirstSeen = row.Time(4),
                LastSeen = row.Time(5),
                Metadata = row.TextOrNull(6),
            });
        }

        return links;
    }

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

    private static List<SequenceError> ReadErrors(Database database, SequenceId id)
    {
        using var row = database.Prepare(
            "SELECT timestamp, after_step, component, message, error, metadata FROM errors WHERE sequence = ? ORDER BY id");
        row.Bind(1, id.ToInt64());
        var errors = new List<SequenceError>();
        while (row.Step())
        {
            errors.Add(new SequenceError
            {
                Timestamp = row.Time(0),
                Order = row.Int32(1),
                Component = row.TextOrNull(2),
                Message = row.TextOrNull(3),
                Error = row.TextOrNull(4),
                Metadata = row.TextOrNull(5),
            });
        }

        return errors;
    }

    private static List<SequenceLoss> ReadLosses(Database database, SequenceId id)
    {
        using var row = database.Prepare(
            "SELECT count, first_at, last_at, after_step, reason FROM losses WHERE sequence = ? ORDER BY after_step, id");
        row.Bind(1, id.ToInt64());
        var losses = new List<SequenceLoss>();
        while (row.Step())
        {
            losses.Add(new SequenceLoss
            {
                Count = row.Int64(0),
                From = row.Time(1),
                To = row.Time(2),
                Order = row.Int32(3),
                Reason = row.Text(4),
            });
        }

        return losses;
    }

    private static List<string> ReadKeys(Database database, SequenceId id)
    {
        using var row = database.Prepare("SELECT key FROM sequence_keys WHERE sequence = ? ORDER BY key");
        row.Bind(1, id.ToInt64());
        var keys = new List<string>();
        while (row.Step())
        {
            keys.Add(row.Text(0));
        }

        return keys;
    }

    private static List<SequenceStatusChange> ReadStatusChanges(Database database, SequenceId id)
    {
        using var row = database.Prepare(
            "SELECT timestamp, after_step, status, reason FROM status_changes WHERE sequence = ? ORDER BY id");
        row.Bind(1, id.ToInt64());
        var changes = new List<SequenceStatusChange>();
        while (row.Step())
        {
            changes.Add(new SequenceStatusChange
            {
                Timestamp = row.Time(0),
                Order = row.Int32(1),
                Status = (SequenceStatus)row.Int32(2),
                Reason = row.TextOrNull(3),
            });
        }

        return changes;
    }
}
