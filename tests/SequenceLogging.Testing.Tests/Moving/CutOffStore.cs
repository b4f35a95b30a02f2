using SequenceLogging.Storage;

namespace SequenceLogging.Testing.Tests.Moving;

/// <summary>Takes some batches, and has whoever writes them stopped with the next.</summary>
internal sealed class CutOffStore(ISequenceStore inner, int batches, CancellationTokenSource stop) : StoreDecorator(inner)
{
    private int _left = batches;

    public override async ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        if (_left-- == 0)
        {
            await stop.CancelAsync();
        }

        stop.Token.ThrowIfCancellationRequested();
        return await base.AppendAsync(batch, cancellationToken);
    }
}
