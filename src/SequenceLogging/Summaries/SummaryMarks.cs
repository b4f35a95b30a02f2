using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Delivery;

namespace SequenceLogging.Summaries;

/// <summary>
/// Remembers in the store which summaries were written, so that no process writes one again. The mark is an event id like those
/// of an import: 16 bytes that say nothing but that this one was met. It goes through the journal behind the event it marks, so
/// a process that is killed right after has not forgotten it.
/// </summary>
internal sealed class SummaryMarks(SequencePipeline pipeline)
{
    /// <summary>Marks that may not be in the store yet; what is older than so many others is.</summary>
    private const int MostRecent = 10_000;

    private readonly HashSet<string> _recent = [];
    private readonly Queue<string> _order = [];

    public async ValueTask<bool> HasAsync(string summaryId, CancellationToken cancellationToken)
    {
        if (_recent.Contains(summaryId))
        {
            return true;
        }

        // The store tells event ids in their order: the first one behind the last that is smaller is this one, or it is not there.
        var id = IdOf(summaryId);
        var next = await pipeline.Store.Reader.ReadEventIdsAsync(Before(id), 1, cancellationToken).ConfigureAwait(false);
        return next is [var found] && found.Span.SequenceEqual(id);
    }

    public void Add(string summaryId)
    {
        _recent.Add(summaryId);
        _order.Enqueue(summaryId);
        if (_order.Count > MostRecent)
        {
            _recent.Remove(_order.Dequeue());
        }

        pipeline.NoteEvent(IdOf(summaryId));
    }

    private static byte[] IdOf(string summaryId) => SHA256.HashData(Encoding.UTF8.GetBytes("summary:" + summaryId))[..16];

    /// <summary>The 16 bytes just below; of all zeros, which no hash is, all ones.</summary>
    private static byte[] Before(byte[] id)
    {
        var before = (byte[])id.Clone();
        for (var i = before.Length - 1; i >= 0 && before[i]-- == 0; i--)
        {
        }

        return before;
    }
}
