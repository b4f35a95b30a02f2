using System.Runtime.CompilerServices;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Reads journeys from both sides, a few ahead of the one that is compared: behind a network, the way to and from a store takes
/// longer than the answer. A store that answers at once is asked for one after the other.
/// </summary>
internal sealed class ReadingAhead(IJourneySource source, ISequenceReader target)
{
    /// <summary>Few enough for the connections that a store has for questions; each holds a journey in memory.</summary>
    private const int Most = 4;

    /// <summary>The journeys in the order of their ids here. Whoever stops in the middle leaves no question behind.</summary>
    public async IAsyncEnumerable<JourneyPair> ReadAsync(
        IReadOnlyList<SequenceId> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<Task<JourneyPair>>();
        try
        {
            for (var next = 0; next < ids.Count || ahead.Count > 0;)
            {
                while (next < ids.Count && ahead.Count < Most)
                {
                    ahead.Enqueue(ReadAsync(ids[next++], stop.Token));
                }

                yield return await ahead.Dequeue().ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll((IEnumerable<Task>)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<JourneyPair> ReadAsync(SequenceId id, CancellationToken cancellationToken)
    {
        var there = await target.GetDetailsAsync(id, cancellationToken).ConfigureAwait(false);
        return new JourneyPair(id, await source.ReadAsync(id, there, cancellationToken).ConfigureAwait(false), there);
    }
}
