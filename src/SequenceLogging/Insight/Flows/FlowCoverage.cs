using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Flows;

/// <summary>What a <see cref="FlowGraph"/> counts: all steps of some months, or all steps of some sequences.</summary>
public sealed record FlowCoverage
{
    private FlowCoverage(SequenceQuery query) => Query = query;

    /// <summary>
    /// True: the steps made in the months, as the store counted them when they arrived, those of sequences that were pruned since
    /// among them. False: every step of the sequences that fit <see cref="Query"/>, counted now.
    /// </summary>
    public bool IsKept { get; private init; }

    /// <summary>The first month of kept counts, as 202507; null where they go back to the first step.</summary>
    public int? FirstMonth { get; private init; }

    /// <summary>The last month of kept counts; null where they go on until now.</summary>
    public int? LastMonth { get; private init; }

    /// <summary>The sequences whose steps are counted.</summary>
    public SequenceQuery Query { get; }

    /// <summary>How many sequences were read; null where the counts were kept.</summary>
    public long? Sequences { get; private init; }

    /// <summary>Whether a step of these sequences is one that is counted.</summary>
    internal bool Counts(PathStep step)
    {
        if (!IsKept)
        {
            return true;
        }

        var at = step.Timestamp.UtcDateTime;
        var month = (at.Year * 100) + at.Month;
        return month >= (FirstMonth ?? int.MinValue) && month <= (LastMonth ?? int.MaxValue);
    }

    /// <summary>What was counted in some months as it arrived.</summary>
    /// <param name="firstMonth">The first one, as 202507; null from the first step.</param>
    /// <param name="lastMonth">The last one; null until now.</param>
    public static FlowCoverage Kept(int? firstMonth, int? lastMonth) =>
        new(new SequenceQuery()) { IsKept = true, FirstMonth = firstMonth, LastMonth = lastMonth };

    /// <summary>Every step of the sequences that fit.</summary>
    /// <param name="query">Which sequences.</param>
    /// <param name="sequences">How many were read; null where none has been, so far.</param>
    public static FlowCoverage Read(SequenceQuery query, long? sequences = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new FlowCoverage(query) { Sequences = sequences };
    }
}
