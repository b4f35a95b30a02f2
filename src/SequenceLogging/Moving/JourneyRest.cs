using SequenceLogging.Journeys;

namespace SequenceLogging.Moving;

/// <summary>What the target lacks of a journey.</summary>
/// <param name="Source">The journey as the source has it.</param>
internal sealed record JourneyRest(SequenceDetails Source)
{
    /// <summary>Whether the target has to learn how it began: it does not know the journey, or adopted it.</summary>
    public bool Beginning { get; init; }

    public IReadOnlyList<string> Keys { get; init; } = [];

    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    public IReadOnlyList<SequenceStatusChange> StatusChanges { get; init; } = [];

    public IReadOnlyList<SequenceError> Errors { get; init; } = [];

    /// <summary>With the counts that are to be added.</summary>
    public IReadOnlyList<SequenceLoss> Losses { get; init; } = [];

    public IReadOnlyList<SequenceLink> Links { get; init; } = [];

    /// <summary>The first thing that is missing, named as in JSON; null where nothing is.</summary>
    public string? Field =>
        Beginning ? "createdAt"
        : Keys.Count > 0 ? "keys"
        : Steps.Count > 0 ? "steps"
        : StatusChanges.Count > 0 ? "statusChanges"
        : Errors.Count > 0 ? "errors"
        : Losses.Count > 0 ? "losses"
        : Links.Count > 0 ? "links"
        : null;

    /// <summary>All of a journey that the target does not know.</summary>
    public static JourneyRest Whole(SequenceDetails source) => new(source)
    {
        Beginning = true,
        Keys = source.Keys,
        Steps = source.Steps,
        StatusChanges = source.StatusChanges,
        Errors = [.. source.Errors.Where(e => e.StepName is null)],
        Losses = source.Losses,
        Links = source.Links,
    };
}
