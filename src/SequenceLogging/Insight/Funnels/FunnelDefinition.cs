using SequenceLogging.Insight.Conformance;

namespace SequenceLogging.Insight.Funnels;

/// <summary>What a funnel asks: who made these steps, how far did the others come.</summary>
public sealed record FunnelDefinition
{
    private readonly TimeSpan? _window;
    private readonly TimeSpan? _idle;

    private FunnelDefinition(IReadOnlyList<FunnelStep> steps) => Steps = steps.Count > 0
        ? steps
        : throw new ArgumentException("A funnel needs at least one step.", nameof(steps));

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<FunnelStep> Steps { get; }

    /// <summary>How the steps must lie to each other.</summary>
    public FunnelOrder Order { get; init; }

    /// <summary>How long behind the first step the others count; null for any time. Above zero.</summary>
    public TimeSpan? Window
    {
        get => _window;
        init => _window = AboveZero(value, nameof(Window));
    }

    /// <summary>Sequences in which nothing has happened for longer count as left though they are open; null for never. Above zero.</summary>
    public TimeSpan? Idle
    {
        get => _idle;
        init => _idle = AboveZero(value, nameof(Idle));
    }

    /// <summary>By what the answer is broken down; null for not at all.</summary>
    public FunnelBreakdown? By { get; init; }

    /// <summary>A funnel of steps of these names.</summary>
    public static FunnelDefinition Of(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new FunnelDefinition([.. names.Select(n => new FunnelStep(n, [n]))]);
    }

    /// <summary>A funnel of a whole flow in its order, without the places that a journey may pass over.</summary>
    public static FunnelDefinition Of(FlowDefinition flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return new FunnelDefinition([.. flow.Places.Where(p => !p.IsOptional).Select(p => new FunnelStep(p.Label, p.Names))]);
    }

    private static TimeSpan? AboveZero(TimeSpan? value, string name) => value is { Ticks: <= 0 }
        ? throw new ArgumentOutOfRangeException(name, value, "A time of a funnel is above zero.")
        : value;
}

/// <summary>A step of a funnel: one, or several of which one stands for the others.</summary>
/// <param name="Step">What it is called.</param>
/// <param name="Names">The names of the steps.</param>
public sealed record FunnelStep(string Step, IReadOnlyList<string> Names);

/// <summary>How the steps of a funnel must lie to each other.</summary>
public enum FunnelOrder
{
    /// <summary>One behind the other; others may lie between.</summary>
    Ordered = 0,

    /// <summary>One directly behind the other.</summary>
    Strict = 1,

    /// <summary>In any order: a step is reached where it and all that stand before it in the funnel were made.</summary>
    Any = 2,
}
