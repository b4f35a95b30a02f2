using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Changes;

/// <summary>What may be changed from the pages.</summary>
/// <param name="Erasure">Whether a user may be erased.</param>
/// <param name="Retry">Whether rejected events may be tried again.</param>
/// <param name="Token">For the header <see cref="ChangeGuard.Header"/> of each change; null where there is nothing to change.</param>
internal sealed record AllowedChanges(bool Erasure, bool Retry, string? Token);

/// <summary>Whom to erase.</summary>
internal sealed record EraseWish(string? User);

/// <summary>What was removed with a user, as <c>seqlog erase --json</c> tells it.</summary>
internal sealed record ErasedUser(UserId UserId, long Sequences, long Steps, long Links, long Others);

/// <summary>What became of a rejected event, as <c>seqlog rejected retry --json</c> tells it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Outcome">stored, duplicate, refused or cannotRetry.</param>
/// <param name="SequenceId">Its journey, where that is known.</param>
/// <param name="Error">What the store says; why it cannot be tried again.</param>
internal sealed record RetriedEvent(long Id, string Outcome, SequenceId? SequenceId, string? Error)
{
    public static RetriedEvent Of(RejectedEvent rejected, RecordOutcome? outcome) => outcome switch
    {
        RecordOutcome.Stored => new(rejected.Id, "stored", rejected.SequenceId, null),
        RecordOutcome.Duplicate => new(rejected.Id, "duplicate", rejected.SequenceId, null),
        null when rejected.CanRetry => new(rejected.Id, "notFound", null, null), // somebody else was faster
        null => new(rejected.Id, "cannotRetry", rejected.SequenceId, rejected.Reason),
        _ => new(rejected.Id, "refused", rejected.SequenceId, $"the store says {outcome}"),
    };
}
