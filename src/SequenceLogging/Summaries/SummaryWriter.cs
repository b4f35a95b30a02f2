using SequenceLogging.Delivery;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Summaries;

/// <summary>Reads journeys that have ended and writes their summaries, one after the other, each once.</summary>
internal sealed class SummaryWriter(
    SequencePipeline pipeline, ILogger logger, SummaryMarks marks, IReadOnlyList<FlowDefinition> flows)
{
    private const int PageSize = 1_000;

    /// <summary>One look for missing summaries goes through so many ended sequences and no further: the newest.</summary>
    private const int MostLookedAt = 10_000;

    /// <summary>So often a journey is asked for that the store cannot read; it must not keep those behind it waiting.</summary>
    private const int TriesForAJourney = 3;

    private ISequenceReader Reader => pipeline.Store.Reader;

    /// <summary>Sums up one sequence, trying until the store answers.</summary>
    public async Task WriteAsync(SequenceKey sequence, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var id = sequence.Key is null
                    ? SequenceId.FromInt64(sequence.Id)
                    : await Reader.FindByKeyAsync(sequence.Key, cancellationToken).ConfigureAwait(false);
                if (id is { } known)
                {
                    await WriteAsync(known, cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (SequenceStoreException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (StoreReaction.For(e.Kind).TriesBeforeDividing > 0 && tries >= TriesForAJourney)
                {
                    Trouble.Report("{0} cannot tell of a journey that has ended, which is not summed up: {1}", pipeline.Store.Name, e);
                    return;
                }

                Trouble.Report("{0} does not answer about a journey that has ended; it is asked again: {1}", pipeline.Store.Name, e);
                var wait = StoreReaction.For(e.Kind).WaitAfter(tries, Random.Shared.NextDouble());
                await Task.Delay(wait, pipeline.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes what nobody has written of the sequences that ended within a time: who should have was killed before.</summary>
    public async Task CatchUpAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var query = new SequenceQuery { IsOpen = false, Limit = PageSize };
        var missing = new List<SequenceHeader>();
        for (var looked = 0; looked < MostLookedAt; looked += PageSize)
        {
            var page = await Reader.FindAsync(query, cancellationToken).ConfigureAwait(false);
            missing.AddRange(page.Where(h => h.CompletedAt >= since && h.CompletedAt <= until));
            if (page.Count < PageSize)
            {
                break;
            }

            query = query with { Before = page[^1].SequenceId };
        }

        foreach (var header in missing.OrderBy(h => h.CompletedAt))
        {
            await WriteAsync(header.SequenceId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a summary, unless it was written before.</summary>
    public async Task WriteAsync(JourneySummary summary, CancellationToken cancellationToken)
    {
        if (!await marks.HasAsync(summary.SummaryId, cancellationToken).ConfigureAwait(false))
        {
            // The mark comes second: a process that is killed in between writes it twice rather than never.
            logger.Write(SummaryEvent.Of(summary));
            marks.Add(summary.SummaryId);
        }
    }

    private async Task WriteAsync(SequenceId id, CancellationToken cancellationToken)
    {
        try
        {
            // It may be open again, or erased, by the time somebody looks; then there is no end to be summed up.
            var journey = await Reader.GetDetailsAsync(id, cancellationToken).ConfigureAwait(false);
            if (journey is not null && JourneySummary.OfEnded(journey, flows) is { } summary)
            {
                await WriteAsync(summary, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not SequenceStoreException and not OperationCanceledException)
        {
            // A journey that cannot be summed up must not keep the others from it.
            Trouble.Report("{0}: {1} has ended, and could not be summed up: {2}", pipeline.Store.Name, id, e);
        }
    }
}
