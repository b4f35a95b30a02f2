namespace SequenceLogging.Seq.Ingestion;

/// <summary>What a server made of a payload.</summary>
internal enum IngestionOutcome
{
    /// <summary>All of it is stored.</summary>
    Accepted,

    /// <summary>It never takes this payload; a smaller one, perhaps.</summary>
    Refused,

    /// <summary>Not now.</summary>
    TryLater,
}

/// <summary>A server's answer.</summary>
/// <param name="Outcome">What it made of the payload.</param>
/// <param name="Status">The HTTP status; 0 where there was no answer.</param>
/// <param name="Text">What it said, on one line; without the key.</param>
/// <param name="RetryAfter">How long it asks to be left alone; null where it does not say.</param>
/// <param name="MinimumLevel">The lowest level that it keeps with this key; null for all.</param>
internal sealed record IngestionAnswer(
    IngestionOutcome Outcome, int Status, string Text, TimeSpan? RetryAfter = null, string? MinimumLevel = null);
