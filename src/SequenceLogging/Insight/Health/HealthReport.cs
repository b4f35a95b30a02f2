namespace SequenceLogging.Insight.Health;

/// <summary>How the journeys fare, in words: what is lost, fails more than before, is stuck, slow, or silent.</summary>
public sealed record HealthReport
{
    /// <summary>The first of the days that are looked at, UTC.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last of them, today.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The first day of those before, which they are compared with.</summary>
    public required DateOnly ComparedFrom { get; init; }

    /// <summary>Steps in the days that are looked at.</summary>
    public required long Steps { get; init; }

    /// <summary>Failed ones of them.</summary>
    public required long FailedSteps { get; init; }

    /// <summary>What was found, by kind, within a kind the greatest first. None when all is well.</summary>
    public required IReadOnlyList<HealthFinding> Findings { get; init; }

    /// <summary>All of it in one sentence.</summary>
    public required string Summary { get; init; }
}
