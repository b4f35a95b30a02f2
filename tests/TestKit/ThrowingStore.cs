using SequenceLogging.Storage;

namespace TestKit;

/// <summary>Fails the first batches: before it writes them, or, as after an unclear commit, behind it.</summary>
public sealed class ThrowingStore(ISequenceStore inner, int failures, bool writesFirst = false) : StoreDecorator(inner)
{
    private int _left = failures;

    public override async ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        var fails = Interlocked.Decrement(ref _left) >= 0;
        if (fails && !writesFirst)
        {
            throw new SequenceStoreException("The store is down.");
        }

        var result = await base.AppendAsync(batch, cancellationToken);
        return fails ? throw new InvalidOperationException("The connection broke behind the commit.") : result;
    }
}
