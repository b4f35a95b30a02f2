using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>How far one sequence came in a funnel.</summary>
/// <param name="Start">Where in the path the attempt begins.</param>
/// <param name="At">Where in the path each of the reached steps was.</param>
internal readonly record struct FunnelPass(int Start, IReadOnlyList<int> At)
{
    /// <summary>Of a sequence that did not make the first step.</summary>
    public static readonly FunnelPass None = new(-1, []);

    /// <summary>How many steps it reached.</summary>
    public int Reached => At.Count;

    /// <summary>Whether it may still come further, or is there.</summary>
    public FunnelFate FateIn(FunnelDefinition funnel, SequencePath path, DateTimeOffset now)
    {
        if (Reached == funnel.Steps.Count)
        {
            return FunnelFate.Converted;
        }

        var isOpen = path.Header.Status is SequenceStatus.Active
            && (funnel.Window is not { } window || Start < 0 || now - path.Steps[Start].Timestamp <= window)
            && (funnel.Idle is not { } idle || now - path.Header.UpdatedAt <= idle);
        return isOpen ? FunnelFate.InProgress : FunnelFate.Left;
    }

    /// <summary>The step behind the last one that was reached; null where there is none.</summary>
    public string? Next(SequencePath path)
    {
        var outcomes = StepOutcomes.Of(path);
        var next = At[^1] + 1;
        while (next < path.Steps.Count && outcomes[next])
        {
            next++;
        }

        return next < path.Steps.Count ? path.Steps[next].Step.Name : null;
    }
}

/// <summary>What became of a sequence in a funnel.</summary>
internal enum FunnelFate
{
    Converted,
    InProgress,
    Left,
}
