namespace SequenceLogging.Journeys;

/// <summary>An error with the sequence that it happened in.</summary>
public sealed record StoredError : SequenceError
{
    /// <summary>The journey.</summary>
    public required SequenceId SequenceId { get; init; }
}
