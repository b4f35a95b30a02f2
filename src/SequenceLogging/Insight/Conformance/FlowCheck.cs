namespace SequenceLogging.Insight.Conformance;

/// <summary>How one journey went through one flow.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Steps">How many of its steps the journey made; 0 where it never came to this flow.</param>
/// <param name="Deviations">All that is not as the flow says, as it happened; what was never made comes last.</param>
public sealed record FlowCheck(FlowDefinition Flow, int Steps, IReadOnlyList<FlowDeviation> Deviations)
{
    /// <summary>Whether all is as the flow says.</summary>
    public bool IsConforming => Deviations.Count == 0;
}

/// <summary>Something that is not as a flow says.</summary>
/// <param name="Kind">What.</param>
/// <param name="Step">The step; for a place that was never made, <see cref="FlowPlace.Label"/>.</param>
/// <param name="Order">Where in the journey, from 1; null for what was never made.</param>
public sealed record FlowDeviation(DeviationKind Kind, string Step, int? Order);

/// <summary>How a journey may deviate from a flow.</summary>
public enum DeviationKind
{
    /// <summary>A place below the highest one that was reached was never made.</summary>
    Skipped = 0,

    /// <summary>The same step was made again.</summary>
    Repeated = 1,

    /// <summary>A place was made for the first time behind a higher one.</summary>
    OutOfOrder = 2,

    /// <summary>The sequence is completed, and a place above the highest one that was reached was never made.</summary>
    Missing = 3,

    /// <summary>A step was made later behind the one before it than its flow allows.</summary>
    Late = 4,

    /// <summary>A step's name tells a flow that was declared without it.</summary>
    Unexpected = 5,
}
