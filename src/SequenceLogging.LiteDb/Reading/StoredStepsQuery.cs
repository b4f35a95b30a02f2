using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads steps in the order in which the store took them.</summary>
internal static class StoredStepsQuery
{
    public static IReadOnlyList<StoredStep> Run(Database database, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        var names = new StepNames(database);
        var rows = database.Range(
            Collections.Steps, BsonExpression.Create("_id > @0", afterPosition), limit: limit, token: cancellationToken).ToList();
        var users = rows.Select(r => r["sequence"]).Distinct().Chunk(500)
            .SelectMany(chunk => database.ByIds(Collections.Sequences, chunk, cancellationToken))
            .ToDictionary(s => s.Int64("_id"), s => s.UserOrNull());
        return
        [
            .. rows.Select(row =>
            {
                var (name, component) = names.Of(row.Int64("kind"));
                return new StoredStep
                {
                    Position = row.Int64("_id"),
                    SequenceId = SequenceId.FromInt64(row.Int64("sequence")),
                    UserId = users.GetValueOrDefault(row.Int64("sequence")),
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
            }),
        ];
    }
}
