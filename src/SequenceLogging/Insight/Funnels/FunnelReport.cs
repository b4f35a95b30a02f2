using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>How far sequences came in a funnel.</summary>
public sealed record FunnelReport
{
    /// <summary>What was asked.</summary>
    public required FunnelDefinition Funnel { get; init; }

    /// <summary>The sequences that were asked about.</summary>
    public required SequenceQuery Query { get; init; }

    /// <summary>When: what is in progress then may have left since.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>All of them.</summary>
    public required FunnelResult All { get; init; }

    /// <summary>Them by what <see cref="FunnelDefinition.By"/> says, the greatest group first and the others together last.</summary>
    public IReadOnlyList<FunnelGroup> Groups { get; init; } = [];

    /// <summary>The sequences that a number counts.</summary>
    /// <param name="part">Which number.</param>
    /// <param name="step">Of which step, from 1; 0 for those that did not make the first one, of which none was reached.</param>
    /// <param name="group">Only those of this group; null for all.</param>
    public SequenceSelection Open(FunnelPart part, int step, FunnelGroup? group = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Funnel.Steps.Count);
        return Open(step, group, (path, pass) => part switch
        {
            FunnelPart.Reached => step == 0 ? pass.Reached == 0 : pass.Reached >= step,
            FunnelPart.Left => IsLeft(path, pass, step),
            _ => pass.Reached == step && pass.FateIn(Funnel, path, AsOf) is FunnelFate.InProgress,
        });
    }

    /// <summary>The sequences that left behind a step, and made another one directly after it.</summary>
    /// <param name="step">Which step of the funnel, from 1.</param>
    /// <param name="next">The name of the other one; null for those that made none.</param>
    /// <param name="group">Only those of this group; null for all.</param>
    public SequenceSelection OpenLeft(int step, string? next, FunnelGroup? group = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Funnel.Steps.Count);
        return Open(step, group, (path, pass) => IsLeft(path, pass, step) && pass.Next(path) == next);
    }

    /// <summary>All sequences of a group, with those that did not make the first step.</summary>
    public SequenceSelection Open(FunnelGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Open(0, group, (_, _) => true);
    }

    private bool IsLeft(SequencePath path, FunnelPass pass, int step) =>
        pass.Reached == step && pass.FateIn(Funnel, path, AsOf) is FunnelFate.Left;

    private SequenceSelection Open(int step, FunnelGroup? group, Func<SequencePath, FunnelPass, bool> fits)
    {
        var walk = new FunnelWalk(Funnel);
        var told = Groups.Where(g => !g.IsRest).Select(g => g.Value ?? FunnelCount.NoValue).ToHashSet(StringComparer.Ordinal);
        var selection = SequenceSelection.Of(Query, path => IsInGroup(path.Header) && fits(path, walk.Walk(path)));
        return step > 0 && Funnel.Steps[step - 1].Names is [var only] ? selection.WithStep(only) : selection;

        bool IsInGroup(SequenceHeader header)
        {
            if (group is null)
            {
                return true;
            }

            var value = Funnel.By!.ValueOf(header);
            return group.IsRest ? !told.Contains(value ?? FunnelCount.NoValue) : value == group.Value;
        }
    }
}

/// <summary>The numbers of a funnel.</summary>
/// <param name="Sequences">How many sequences were looked at; those that did not make the first step are among them.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Conversion">What share of those that made the first step made the last; 0 where there are none.</param>
/// <param name="MedianSeconds">Half of those that converted took no longer for it; null where there are none.</param>
/// <param name="P95Seconds">95 % of them took no longer.</param>
public sealed record FunnelResult(
    long Sequences, IReadOnlyList<FunnelStepResult> Steps, double Conversion, double? MedianSeconds, double? P95Seconds)
{
    /// <summary>How many made the last step.</summary>
    public long Converted => Steps[^1].Reached;
}

/// <summary>The numbers of a step of a funnel: who reached it either went on, left there, or is still there.</summary>
public sealed record FunnelStepResult
{
    /// <summary>What it is called.</summary>
    public required string Step { get; init; }

    /// <summary>How many sequences came to it.</summary>
    public required long Reached { get; init; }

    /// <summary>Their share of those that made the first step; from 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Their share of those that reached the step before; from 0 to 1.</summary>
    public required double FromPrevious { get; init; }

    /// <summary>How many came no further, and will not.</summary>
    public required long Left { get; init; }

    /// <summary>How many came no further so far: they are open, and in time.</summary>
    public required long InProgress { get; init; }

    /// <summary>Half of them took no longer from the step before; null for the first step, and where there are none.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>95 % of them took no longer from the step before.</summary>
    public double? P95Seconds { get; init; }

    /// <summary>What those that left did directly behind this step, the most frequent first; together they are <see cref="Left"/>.</summary>
    public IReadOnlyList<StepAfter> After { get; init; } = [];
}

/// <summary>What sequences that left a funnel did next.</summary>
/// <param name="Step">The name of the next step; null for those that made none.</param>
/// <param name="Count">How many.</param>
public sealed record StepAfter(string? Step, long Count);

/// <summary>The funnel of some of the sequences.</summary>
/// <param name="Value">What they have in common; null for those without a value.</param>
/// <param name="IsRest">Whether these are all the others together, that are in no group of their own.</param>
/// <param name="Result">Their numbers.</param>
public sealed record FunnelGroup(string? Value, bool IsRest, FunnelResult Result);

/// <summary>A number of a funnel's step.</summary>
public enum FunnelPart
{
    /// <summary><see cref="FunnelStepResult.Reached"/>.</summary>
    Reached = 0,

    /// <summary><see cref="FunnelStepResult.Left"/>.</summary>
    Left = 1,

    /// <summary><see cref="FunnelStepResult.InProgress"/>.</summary>
    InProgress = 2,
}
