namespace SequenceLogging.Insight.Health;

/// <summary>What a finding of a <see cref="HealthReport"/> is about.</summary>
public enum HealthFindingKind
{
    /// <summary>Something that was logged is not in the store.</summary>
    Lost,

    /// <summary>A step fails more often than it did.</summary>
    Failing,

    /// <summary>Journeys wait for longer than others did.</summary>
    Stuck,

    /// <summary>A step takes longer than it did.</summary>
    Slow,

    /// <summary>A step that was made every day is not made any more.</summary>
    Silent,
}

/// <summary>Something that somebody should look at.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Step">The step; null where it is about the store.</param>
/// <param name="Component">Its component; null where it has none.</param>
/// <param name="Count">How many steps, journeys or records.</param>
/// <param name="Message">The finding in words.</param>
public sealed record HealthFinding(HealthFindingKind Kind, string? Step, string? Component, long Count, string Message);
