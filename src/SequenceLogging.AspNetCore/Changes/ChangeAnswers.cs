namespace SequenceLogging.AspNetCore.Changes;

/// <summary>What may be changed from the pages.</summary>
/// <param name="Erasure">Whether a user may be erased.</param>
/// <param name="Retry">Whether rejected events may be tried again.</param>
/// <param name="Token">For the header <see cref="ChangeGuard.Header"/> of each change; null where there is nothing to change.</param>
internal sealed record AllowedChanges(bool Erasure, bool Retry, string? Token);

/// <summary>Whom to erase.</summary>
internal sealed record EraseWish(string? User);
