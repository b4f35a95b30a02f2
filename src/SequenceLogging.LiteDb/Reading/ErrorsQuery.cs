using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads what went wrong in any sequence, newest first, by looking at all steps: an index would be one more write for each.</summary>
internal sealed class ErrorsQuery(Database database, CancellationToken cancellationToken)
{
    private readonly StepNames _names = new(database);

    public IReadOnlyList<StoredError> Run(ErrorQuery query)
    {
        var from = query.From is { } first ? RecordTime.ToMicroseconds(first) : long.MinValue;
        var last = query.Before is { } before ? RecordTime.ToMicroseconds(before) - 1 : long.MaxValue;
        var steps = database.All(Collections.Steps, token: cancellationToken)
            .Where(s => IsAsked(s) && (s.Int64("status") == (long)StepStatus.Failed || s.TextOrNull("error") is not null))
            .Select(s => (Row: s, Order: s.Int32("step_order"), Number: 0L))
            .ToList();
        var others = database.All(Collections.Errors, token: cancellationToken)
            .Where(IsAsked)
            .Select(e => (Row: e, Order: e.Int32("after_step"), Number: e.Int64("_id")))
            .ToList();
        return
        [
            // An error behind a step is later than the step.
            .. steps.Concat(others)
                .OrderByDescending(e => e.Row.Int64("timestamp"))
                .ThenByDescending(e => e.Row.Int64("sequence"))
                .ThenByDescending(e => e.Order)
                .ThenByDescending(e => e.Number)
                .Take(query.Limit)
                .Select(e => ToError(e.Row, e.Order)),
        ];

        bool IsAsked(BsonDocument row) => row.Int64("timestamp") >= from && row.Int64("timestamp") <= last;
    }

    private StoredError ToError(BsonDocument row, int order)
    {
        var step = row.Int64OrNull("kind") is { } kind ? _names.Of(kind) : default((StepName Name, string? Component)?);
        return new StoredError
        {
            SequenceId = SequenceId.FromInt64(row.Int64("sequence")),
            Timestamp = row.Time("timestamp"),
            Order = order,
            StepName = step?.Name,
            Component = step is null ? row.TextOrNull("component") : step.Value.Component,
            Message = row.TextOrNull("message"),
            Error = row.TextOrNull("error"),
            Metadata = row.TextOrNull("metadata"),
        };
    }
}
