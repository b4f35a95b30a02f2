using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Conformance;

/// <summary>How journeys went through flows.</summary>
public sealed record ConformanceReport
{
    /// <summary>How many sequences came to one of the flows.</summary>
    public required long Sequences { get; init; }

    /// <summary>How many of them went through all their flows as these say.</summary>
    public required long Conforming { get; init; }

    /// <summary>How many sequences came to none of the flows.</summary>
    public long WithoutFlow { get; init; }

    /// <summary>What was not as the flows say, the most frequent first.</summary>
    public required IReadOnlyList<DeviationCount> Deviations { get; init; }

    /// <summary>The flows, each with how many came to it.</summary>
    public required IReadOnlyList<FlowConformance> Flows { get; init; }

    /// <summary>The sequences that were asked about.</summary>
    public required SequenceQuery Query { get; init; }

    /// <summary>The sequences with a deviation.</summary>
    public SequenceSelection Open(DeviationCount deviation)
    {
        ArgumentNullException.ThrowIfNull(deviation);
        return Open(checks => checks.Any(c => c.Flow.Name == deviation.Flow
            && c.Deviations.Any(d => d.Kind == deviation.Kind && d.Step == deviation.Step)));
    }

    /// <summary>The sequences that went through all their flows as these say, or (false) those that did not.</summary>
    public SequenceSelection Open(bool isConforming) =>
        Open(checks => checks.Count > 0 && checks.All(c => c.IsConforming) == isConforming);

    /// <summary>The sequences that came to a flow and went through it as it says, or (false) did not.</summary>
    public SequenceSelection Open(FlowDefinition flow, bool isConforming) =>
        Open(checks => checks.Any(c => c.Flow == flow && c.IsConforming == isConforming));

    /// <summary>The sequences that came to none of the flows.</summary>
    public SequenceSelection OpenWithoutFlow() => Open(checks => checks.Count == 0);

    private SequenceSelection Open(Func<IReadOnlyList<FlowCheck>, bool> fits)
    {
        var checker = new FlowChecker([.. Flows.Select(f => f.Flow)]);
        return SequenceSelection.Of(Query, path => fits([.. checker.Check(path)]));
    }
}

/// <summary>A deviation with how many sequences have it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Flow">In which flow.</param>
/// <param name="Step">At which step.</param>
/// <param name="Count">How many sequences have it.</param>
/// <param name="Times">How often they have it together.</param>
/// <param name="Example">The newest of them.</param>
public sealed record DeviationCount(DeviationKind Kind, string Flow, string Step, long Count, long Times, SequenceId Example);

/// <summary>How journeys went through one flow.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Sequences">How many came to it.</param>
/// <param name="Conforming">How many of them went through it as it says.</param>
public sealed record FlowConformance(FlowDefinition Flow, long Sequences, long Conforming);
