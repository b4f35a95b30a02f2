using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Insight.Flows;

/// <summary>
/// Which steps follow directly which, how often and after how long: the directly-follows graph. Steps of one name are one node,
/// whatever component made them.
/// </summary>
/// <param name="Coverage">What was counted.</param>
/// <param name="Nodes">The steps, the most frequent first.</param>
/// <param name="Edges">The ways from step to step, the most frequent first.</param>
public sealed record FlowGraph(FlowCoverage Coverage, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowEdge> Edges)
{
    /// <summary>The sequences that made a step, as often as each made it.</summary>
    public SequenceSelection Open(string step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new SequenceSelection(Coverage.Query, path => path.Steps.Count(s => s.Step.Name == step && Coverage.Counts(s)))
            .WithStep(step);
    }

    /// <summary>The sequences that went from one step directly to another, as often as each did.</summary>
    public SequenceSelection Open(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new SequenceSelection(Coverage.Query, Times).WithStep(to);

        long Times(SequencePath path)
        {
            var times = 0;
            for (var i = 1; i < path.Steps.Count; i++)
            {
                times += path.Steps[i - 1].Step.Name == from && path.Steps[i].Step.Name == to && Coverage.Counts(path.Steps[i]) ? 1 : 0;
            }

            return times;
        }
    }

    /// <summary>The sequences that began with a step.</summary>
    public SequenceSelection OpenFirst(string step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return SequenceSelection.Of(
                Coverage.Query, path => path.Steps is [var first, ..] && first.Step.Name == step && Coverage.Counts(first))
            .WithStep(step);
    }

    /// <summary>The sequences whose last step it is: they ended there, or have gone no further so far.</summary>
    public SequenceSelection OpenLast(string step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return SequenceSelection.Of(
                Coverage.Query, path => path.Steps is [.., var last] && last.Step.Name == step && Coverage.Counts(last))
            .WithStep(step);
    }

    /// <summary>The graph of what a store counted as steps arrived.</summary>
    internal static FlowGraph Of(StepStatistics statistics, FlowCoverage coverage)
    {
        var count = new FlowCount();
        foreach (var step in statistics.Steps)
        {
            count.Add(step.Step.Name, step.Status, step.Count);
        }

        foreach (var transition in statistics.Transitions)
        {
            count.Add(transition.From.Name, transition.To.Name, transition.Count, transition.Waits);
        }

        return count.ToGraph(coverage);
    }
}

/// <summary>A step of a <see cref="FlowGraph"/>.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Count">How often it was made; 0 where it was made before the months that are counted, and led into them.</param>
/// <param name="Failed">How often it failed.</param>
public sealed record FlowNode(string Step, long Count, long Failed = 0);

/// <summary>The way from a step to the one directly behind it.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The second.</param>
/// <param name="Count">How often.</param>
/// <param name="MeanSeconds">How long it took from one to the other, on average.</param>
/// <param name="MedianSeconds">Half of them took no longer; right within 1.1 %.</param>
/// <param name="P95Seconds">95 % of them took no longer; right within 1.1 %.</param>
public sealed record FlowEdge(string From, string To, long Count, double MeanSeconds, double MedianSeconds, double P95Seconds);
