namespace SequenceLogging.Journeys;

/// <summary>A step with the sequence that it belongs to and its place in the store.</summary>
public sealed record StoredStep : SequenceStep
{
    /// <summary>Its place among all steps of the store; rises with each.</summary>
    public long Position { get; init; }

    /// <summary>The journey.</summary>
    public required SequenceId SequenceId { get; init; }

    /// <summary>Whose journey it is.</summary>
    public UserId? UserId { get; init; }
}
