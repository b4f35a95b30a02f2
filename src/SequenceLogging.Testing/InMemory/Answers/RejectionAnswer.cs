using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>What was rejected.</summary>
internal static class RejectionAnswer
{
    public static IReadOnlyList<RejectedEvent> Of(Memory memory, long beforeId, int limit) =>
        [.. memory.Rejections.AsEnumerable().Reverse().Where(rejection => rejection.Id < beforeId).Take(limit).Select(Of)];

    private static RejectedEvent Of(KeptRejection rejection) => new()
    {
        Id = rejection.Id,
        SequenceId = SequenceId.TryFromInt64(rejection.Row.Sequence ?? 0, out var id) ? id : default(SequenceId?),
        Reason = rejection.Row.Reason,
        Count = rejection.Row.Count,
        Timestamp = RecordTime.FromMicroseconds(rejection.Row.At),
        Message = rejection.Row.Message,
        Metadata = rejection.Row.Metadata,
        Error = rejection.Row.Error,
        CanRetry = rejection.Row.Record is not null,
        Record = rejection.Row.Record,
    };
}
