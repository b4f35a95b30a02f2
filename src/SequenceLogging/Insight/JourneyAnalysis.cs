using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight;

/// <summary>
/// Answers questions about many journeys: where they go, on which ways, how far, and whether as their flows say. Sequences are read
/// in pages, so that an answer takes as much memory as it has different steps and ways, however many sequences there are; and each
/// number can be opened into the sequences that it counts. Of a query all counts but its page and its limit.
/// </summary>
/// <param name="reader">Answers from the store.</param>
/// <param name="time">The clock: what is in progress depends on it.</param>
public sealed partial class JourneyAnalysis(ISequenceReader reader, TimeProvider time)
{
    private const int FirstMonth = 1, LastMonth = 999_912;

    private static readonly SequenceQuery Everything = new();

    /// <summary>
    /// Which steps follow which, of all steps that were made in some months: as the store counted them when they arrived, so it
    /// costs the same however many there are, and sequences that were pruned since are in it.
    /// </summary>
    /// <param name="firstMonth">The first UTC month, as 202507; null from the beginning.</param>
    /// <param name="lastMonth">The last one; null until now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<FlowGraph> GetFlowAsync(
        int? firstMonth = null, int? lastMonth = null, CancellationToken cancellationToken = default)
    {
        var statistics = await reader
            .GetStepStatisticsAsync(firstMonth ?? FirstMonth, lastMonth ?? LastMonth, cancellationToken).ConfigureAwait(false);
        return FlowGraph.Of(statistics, FlowCoverage.Kept(firstMonth, lastMonth));
    }

    /// <summary>Which steps follow which in the sequences that fit; they are read for it.</summary>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<FlowGraph> GetFlowAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        var count = new FlowCount();
        await ReadAsync(query, count.Add, cancellationToken).ConfigureAwait(false);
        return count.ToGraph(FlowCoverage.Read(query, count.Paths));
    }

    /// <summary>The ways that the sequences that fit took.</summary>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<VariantReport> GetVariantsAsync(
        SequenceQuery? query = null, VariantOptions? options = null, CancellationToken cancellationToken = default)
    {
        var count = new VariantCount();
        await ReadAsync(query ?? Everything, count.Add, cancellationToken).ConfigureAwait(false);
        return count.ToReport(query ?? Everything, options ?? new VariantOptions());
    }

    /// <summary>How far the sequences that fit came in a funnel.</summary>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<FunnelReport> GetFunnelAsync(
        FunnelDefinition funnel, SequenceQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        var count = new FunnelCount(funnel, time.GetUtcNow());
        await ReadAsync(query ?? Everything, count.Add, cancellationToken).ConfigureAwait(false);
        return count.ToReport(query ?? Everything);
    }

    /// <summary>The flows that the names of all steps tell that were ever made, in the order of their names.</summary>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<IReadOnlyList<FlowDefinition>> GetFlowDefinitionsAsync(CancellationToken cancellationToken = default) =>
        FlowDefinition.Learn(
            await reader.GetStepStatisticsAsync(FirstMonth, LastMonth, cancellationToken).ConfigureAwait(false));

    /// <summary>How the sequences that fit went through flows.</summary>
    /// <param name="query">The sequences; all where null.</param>
    /// <param name="flows">The flows; those that the names of the steps tell where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<ConformanceReport> CheckAsync(
        SequenceQuery? query = null, IReadOnlyList<FlowDefinition>? flows = null, CancellationToken cancellationToken = default)
    {
        flows ??= await GetFlowDefinitionsAsync(cancellationToken).ConfigureAwait(false);
        var count = new ConformanceCount(flows);
        await ReadAsync(query ?? Everything, count.Add, cancellationToken).ConfigureAwait(false);
        return count.ToReport(query ?? Everything);
    }

    /// <summary>The sequences that a number counts, newest id first.</summary>
    /// <param name="selection">The number, opened.</param>
    /// <param name="limit">At most this many sequences.</param>
    /// <param name="before">Only those older than this one, to turn the page; from the newest where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<IReadOnlyList<CountedSequence>> OpenAsync(
        SequenceSelection selection, int limit = 20, SequenceId? before = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found = new List<CountedSequence>();
        var pages = PathPages.ReadAsync(reader, selection.Query with { Before = before }, cancellationToken).ConfigureAwait(false);
        await foreach (var page in pages)
        {
            found.AddRange(page
                .Select(path => new CountedSequence(path.Header, selection.Times(path)))
                .Where(sequence => sequence.Times > 0)
                .Take(limit - found.Count));
            if (found.Count >= limit)
            {
                break;
            }
        }

        return found;
    }

    private async ValueTask ReadAsync(SequenceQuery query, Action<SequencePath> count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var pages = PathPages.ReadAsync(reader, query with { Before = null }, cancellationToken).ConfigureAwait(false);
        await foreach (var page in pages)
        {
            foreach (var path in page)
            {
                count(path);
            }
        }
    }
}
