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

    /// <summary>The steps of all sequences that fit a query, of which nothing is counted yet: enough to open a step or a way of them.</summary>
    public static FlowCoverage Of(SequenceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new FlowCoverage(query);
    }

    /// <summary>The steps made in a month, as 202507, of which nothing is counted yet.</summary>
    public static FlowCoverage OfMonth(int month) => Kept(month, month);

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

    internal static FlowCoverage Kept(int? firstMonth, int? lastMonth) =>
        new(new SequenceQuery()) { IsKept = true, FirstMonth = firstMonth, LastMonth = lastMonth };

    internal static FlowCoverage Read(SequenceQuery query, long sequences) => new(query) { Sequences = sequences };
}
