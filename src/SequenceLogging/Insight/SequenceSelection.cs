using SequenceLogging.Journeys;

namespace SequenceLogging.Insight;

/// <summary>
/// Which sequences a number of a report counts. <see cref="JourneyAnalysis.OpenAsync"/> finds them: the number is the sum of
/// how often each is counted.
/// </summary>
/// <param name="Query">The sequences among which they are; its page and limit say nothing.</param>
/// <param name="Times">How often the number counts a sequence; 0 for not at all.</param>
public sealed record SequenceSelection(SequenceQuery Query, Func<SequencePath, long> Times)
{
    /// <summary>Those among the same sequences that have a step of this name, which a store finds without reading the others.</summary>
    internal SequenceSelection WithStep(string name) =>
        Query.StepName is null ? this with { Query = Query with { StepName = name } } : this;

    internal static SequenceSelection Of(SequenceQuery query, Func<SequencePath, bool> fits) => new(query, path => fits(path) ? 1 : 0);
}

/// <summary>A sequence with how often a number counts it.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Times">How often; 1 where the number counts sequences.</param>
public sealed record CountedSequence(SequenceHeader Sequence, long Times);
