using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>A whole journey.</summary>
public sealed record SequenceDetails : SequenceHeader
{
    /// <summary>Its steps, in order.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    /// <summary>What it is linked to, oldest link first.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<SequenceLink> Links { get; init; } = [];

    /// <summary>Everything that went wrong: failed steps, and errors that were logged outside of steps; oldest first.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<SequenceError> Errors { get; init; } = [];

    /// <summary>Every status that was given by name (completed, failed, abandoned, reopened), oldest first.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<SequenceStatusChange> StatusChanges { get; init; } = [];

    /// <summary>Where something is missing, since it had to be dropped; in the order of the steps. None in a whole journey.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<SequenceLoss> Losses { get; init; } = [];

    /// <summary>Other names that it is known by: the group of an imported file, the key of a pending scope.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<string> Keys { get; init; } = [];
}
