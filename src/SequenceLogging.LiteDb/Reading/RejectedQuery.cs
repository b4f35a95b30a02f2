using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads what was rejected and set aside, newest first.</summary>
internal static class RejectedQuery
{
    public static IReadOnlyList<RejectedEvent> Run(Database database, long? beforeId, int limit, CancellationToken cancellationToken) =>
    [
        .. database.Range(
                Collections.Rejected,
                BsonExpression.Create("_id < @0", beforeId ?? long.MaxValue),
                isDescending: true,
                limit: limit,
                token: cancellationToken)
            .Select(row => new RejectedEvent
            {
                Id = row.Int64("_id"),
                SequenceId = SequenceId.TryFromInt64(row.Int64("sequence"), out var id) ? id : default(SequenceId?),
                Reason = row.Text("reason"),
                Count = row.Int64("count"),
                Timestamp = row.Time("timestamp"),
                Message = row.TextOrNull("message"),
                Metadata = row.TextOrNull("metadata"),
                Error = row.TextOrNull("error"),
                CanRetry = row.BytesOrNull("record") is not null,
                Record = row.BytesOrNull("record"),
            }),
    ];
}
