using System.Runtime.CompilerServices;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>Turns the pages of what was rejected, newest first, and keeps what is asked for.</summary>
/// <param name="reader">Has no question for one sequence's rejected events: all are read.</param>
/// <param name="sequence">Of this sequence only; null for all.</param>
/// <param name="pageSize">How many are read at once.</param>
/// <param name="mostRead">How many are looked at.</param>
internal sealed class RejectedSearch(
    ISequenceReader reader, SequenceId? sequence = null, int pageSize = 500, int mostRead = RejectedSearch.MostRead)
{
    /// <summary>So many are looked at in one run, about twice as many as a store has to keep.</summary>
    public const int MostRead = 20_000;

    /// <summary>The last one looked at, or where it began; null for the newest.</summary>
    public long? LastId { get; private set; }

    /// <summary>Whether there may be more than was looked at.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>How many fit, of those that are looked at.</summary>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in FromAsync(null, cancellationToken).ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }

    /// <summary>Those that fit.</summary>
    /// <param name="before">Only those below this id; from the newest where null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<RejectedEvent> FromAsync(
        long? before = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LastId = before;
        for (var read = 0; read < mostRead;)
        {
            var page = await reader.ReadRejectedAsync(LastId, pageSize, cancellationToken).ConfigureAwait(false);
            foreach (var one in page)
            {
                LastId = one.Id;
                if (sequence is null || one.SequenceId == sequence)
                {
                    yield return one;
                }
            }

            read += page.Count;
            if (page.Count < pageSize)
            {
                yield break;
            }
        }

        HasStopped = true;
    }
}
