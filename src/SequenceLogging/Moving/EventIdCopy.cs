using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Tells the target of the event ids that the source remembers, so that a log file which was imported there changes nothing
/// here. Both sides are read in the order of the bytes, side by side, and so never whole.
/// </summary>
internal sealed class EventIdCopy(IJourneySource source, ISequenceReader target, CopyWriter writer)
{
    private const int PageSize = 10_000;

    private IReadOnlyList<ReadOnlyMemory<byte>> _there = [];
    private int _next;
    private bool _isAtEnd;

    /// <summary>How many the source has.</summary>
    public long Count { get; private set; }

    /// <summary>How many the target did not know.</summary>
    public long Missing { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> after = default;
        while (true)
        {
            var page = await source.ReadEventIdsAsync(after, PageSize, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var id in page)
            {
                Count++;
                if (!await IsThereAsync(id, cancellationToken).ConfigureAwait(false))
                {
                    Missing++;
                    await writer.AddAsync(null, records => WriteNote(records, id.Span), cancellationToken).ConfigureAwait(false);
                }
            }

            after = page[^1];
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void WriteNote(RecordWriter records, ReadOnlySpan<byte> id)
    {
        records.Start(RecordKind.KnownEvent, 0, 0, 0, double.NaN);
        records.Add(RecordField.EventId, id);
        records.End();
    }

    private async ValueTask<bool> IsThereAsync(ReadOnlyMemory<byte> id, CancellationToken cancellationToken)
    {
        while (true)
        {
            for (; _next < _there.Count; _next++)
            {
                var order = _there[_next].Span.SequenceCompareTo(id.Span);
                if (order >= 0)
                {
                    return order == 0;
                }
            }

            if (_isAtEnd)
            {
                return false;
            }

            var after = _there.Count > 0 ? _there[^1] : default;
            _there = await target.ReadEventIdsAsync(after, PageSize, cancellationToken).ConfigureAwait(false);
            _isAtEnd = _there.Count == 0;
            _next = 0;
        }
    }
}
