namespace SequenceLogging.Journeys;

/// <summary>A whole journey.</summary>
public sealed record SequenceDetails : SequenceHeader
{
    /// <summary>Its steps, in order.</summary>
    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    /// <summary>What it is linked to, oldest link first.</summary>
    public IReadOnlyList<SequenceLink> Links { get; init; } = [];

    /// <summary>Everything that went wrong: failed steps, and errors that were logged outside of steps; oldest first.</summary>
    public IReadOnlyList<SequenceError> Errors { get; init; } = [];
}
