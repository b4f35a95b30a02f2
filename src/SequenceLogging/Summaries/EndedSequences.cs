using System.Threading.Channels;
using SequenceLogging.Storage;

namespace SequenceLogging.Summaries;

/// <summary>
/// The sequences whose end the store has just taken, in that order, until somebody sums them up. The writer of the store puts them
/// in and never waits: when there are too many, the rest is left to whoever looks for missing summaries.
/// </summary>
internal sealed class EndedSequences
{
    private const int Most = 10_000;

    private readonly Channel<SequenceKey> _waiting = Channel.CreateBounded<SequenceKey>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private volatile bool _hasOverflowed;

    public ChannelReader<SequenceKey> Waiting => _waiting.Reader;

    /// <summary>Whether some did not find room since this was asked last.</summary>
    public bool TakeOverflow() => _hasOverflowed && !(_hasOverflowed = false);

    /// <summary>Takes the ends out of a batch that is stored.</summary>
    public void Add(RecordBatch stored)
    {
        for (var record = stored.GetEnumerator(); record.MoveNext();)
        {
            if ((RecordKind)record.Current[0] is RecordKind.Status
                && new SequenceRecord(record.Current) is { SequenceStatus: not SequenceStatus.Active } end
                && !_waiting.Writer.TryWrite(SequenceKey.Of(end)))
            {
                _hasOverflowed = true;
            }
        }
    }

    /// <summary>No more will come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();
}
