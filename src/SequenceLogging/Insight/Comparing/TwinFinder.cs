using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight.Comparing;

/// <summary>For a journey that failed or is stuck, the journeys most like it that ended well, and in what it differs from them.</summary>
/// <param name="reader">Answers from the store.</param>
public sealed class TwinFinder(ISequenceReader reader)
{
    /// <summary>So many that ended well are looked at: the newest, since programs change.</summary>
    private const int MostLookedAt = 2_000;

    /// <summary>So many of the most similar ones tell what is usual.</summary>
    private const int MostPeers = 20;

    /// <summary>The journey beside the completed ones that are most like it.</summary>
    /// <param name="id">The journey.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null where no sequence was completed that has a step in common with it.</returns>
    /// <exception cref="KeyNotFoundException">There is no sequence of that id.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<JourneyContrast?> CompareAsync(SequenceId id, CancellationToken cancellationToken = default)
    {
        var journey = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        var names = JourneyComparer.NamesOf(journey);
        var paths = await reader.ReadPathsAsync(
            new SequenceQuery { Status = SequenceStatus.Completed, Limit = MostLookedAt }, cancellationToken).ConfigureAwait(false);
        var nearest = paths
            .Where(p => p.Header.SequenceId != id)
            .Select(p => (Path: p, Names: p.Steps.Select(s => s.Step.Name).ToArray()))
            .Where(p => p.Names.Intersect(names, StringComparer.Ordinal).Any())
            .OrderBy(p => StepAlignment.Distance(names, p.Names))
            .ThenByDescending(p => p.Path.Header.Language == journey.Language)
            .ThenByDescending(p => p.Path.Header.UserId == journey.UserId)
            .ThenBy(p => (p.Path.Header.CreatedAt - journey.CreatedAt).Duration())
            .Take(MostPeers);

        var peers = new List<SequenceDetails>();
        foreach (var (path, _) in nearest)
        {
            // One that was pruned or erased since is none.
            if (await reader.GetDetailsAsync(path.Header.SequenceId, cancellationToken).ConfigureAwait(false) is { } peer)
            {
                peers.Add(peer);
            }
        }

        return peers.Count == 0 ? null : JourneyComparer.Compare(journey, peers);
    }

    /// <summary>The journey beside another one.</summary>
    /// <exception cref="KeyNotFoundException">There is no sequence of one of the ids.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<JourneyContrast> CompareAsync(
        SequenceId id, SequenceId other, CancellationToken cancellationToken = default) => JourneyComparer.Compare(
            await ReadAsync(id, cancellationToken).ConfigureAwait(false),
            [await ReadAsync(other, cancellationToken).ConfigureAwait(false)]);

    private async ValueTask<SequenceDetails> ReadAsync(SequenceId id, CancellationToken cancellationToken) =>
        await reader.GetDetailsAsync(id, cancellationToken).ConfigureAwait(false)
        ?? throw new KeyNotFoundException($"There is no sequence {id} in this store.");
}
