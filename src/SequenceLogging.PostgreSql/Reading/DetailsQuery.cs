using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads one whole journey, in one round trip and as of one moment.</summary>
internal static class DetailsQuery
{
    public static async Task<SequenceDetails?> RunAsync(Work work, SequenceId id, CancellationToken cancellationToken)
    {
        var number = id.ToInt64();
        using var ask = work.Statements()
            .Add(Work.BeginQuestion)
            .Add(
                $"SELECT {Headers.Columns} FROM sequences s LEFT JOIN step_kinds k ON k.id = s.last_step_kind WHERE s.id = $1",
                Parameter.Number(number))
            .Add(
                """
                SELECT t.step_order, k.step_name, k.component, t.status, t.timestamp, t.duration_ms, t.message, t.metadata, t.error, t.trace
                  FROM steps t JOIN step_kinds k ON k.id = t.kind WHERE t.sequence = $1 ORDER BY t.step_order
                """,
                Parameter.Number(number))
            .Add(
                """
                SELECT component, entity_type, entity_id, link_type, first_seen, last_seen, metadata
                  FROM links WHERE sequence = $1 ORDER BY number
                """,
                Parameter.Number(number))
            .Add(
                "SELECT timestamp, after_step, component, message, error, metadata FROM errors WHERE sequence = $1 ORDER BY number",
                Parameter.Number(number))
            .Add(
                "SELECT timestamp, after_step, status, reason FROM status_changes WHERE sequence = $1 ORDER BY number",
                Parameter.Number(number))
            .Add(
                "SELECT count, first_at, last_at, after_step, reason FROM losses WHERE sequence = $1 ORDER BY after_step, first_at",
                Parameter.Number(number))
            .Add("SELECT key FROM sequence_keys WHERE sequence = $1", Parameter.Number(number))
            .Add("COMMIT");
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var headers = await answers.AllAsync(Headers.Read, cancellationToken).ConfigureAwait(false);
        var steps = await answers.AllAsync(ReadStep, cancellationToken).ConfigureAwait(false);
        var links = await answers.AllAsync(ReadLink, cancellationToken).ConfigureAwait(false);
        var errors = await answers.AllAsync(ReadError, cancellationToken).ConfigureAwait(false);
        var changes = await answers.AllAsync(ReadStatusChange, cancellationToken).ConfigureAwait(false);
        var losses = await answers.AllAsync(ReadLoss, cancellationToken).ConfigureAwait(false);
        var keys = await answers.AllAsync(row => row.Text(0), cancellationToken).ConfigureAwait(false);
        await answers.FinishAsync(cancellationToken).ConfigureAwait(false);
        if (headers.Count == 0)
        {
            return null;
        }

        var header = headers[0];
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
            Links = links,
            Errors = [.. FailedSteps(steps).Concat(errors).OrderBy(e => e.Timestamp)],
            StatusChanges = changes,
            Losses = losses,
            Keys = [.. keys.Order(StringComparer.Ordinal)],
        };
    }

    private static SequenceStep ReadStep(NpgsqlDataReader row) => new()
    {
        Order = row.GetInt32(0),
        StepName = StepName.Parse(row.Text(1)),
        Component = row.Text(2).NullWhenEmpty(),
        Status = (StepStatus)row.GetInt16(3),
        Timestamp = row.Time(4),
        DurationMs = row.DoubleOrNull(5),
        Message = row.TextOrNull(6),
        Metadata = row.TextOrNull(7),
        Error = row.TextOrNull(8),
        TraceId = row.TraceId(9),
        SpanId = row.SpanId(9),
    };

    private static SequenceLink ReadLink(NpgsqlDataReader row) => new()
    {
        Component = row.Text(0),
        EntityType = row.Text(1),
        EntityId = row.Text(2),
        LinkType = row.Text(3),
        FirstSeen = row.Time(4),
        LastSeen = row.Time(5),
        Metadata = row.TextOrNull(6),
    };

    private static SequenceError ReadError(NpgsqlDataReader row) => new()
    {
        Timestamp = row.Time(0),
        Order = row.GetInt32(1),
        Component = row.TextOrNull(2),
        Message = row.TextOrNull(3),
        Error = row.TextOrNull(4),
        Metadata = row.TextOrNull(5),
    };

    private static SequenceStatusChange ReadStatusChange(NpgsqlDataReader row) => new()
    {
        Timestamp = row.Time(0),
        Order = row.GetInt32(1),
        Status = (SequenceStatus)row.GetInt16(2),
        Reason = row.TextOrNull(3),
    };

    private static SequenceLoss ReadLoss(NpgsqlDataReader row) => new()
    {
        Count = row.GetInt64(0),
        From = row.Time(1),
        To = row.Time(2),
        Order = row.GetInt32(3),
        Reason = row.Text(4),
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
}
