using SequenceLogging.Storage;

namespace TestKit;

/// <summary>Takes no batch until it is let go.</summary>
public sealed class SlowStore(ISequenceStore inner) : StoreDecorator(inner)
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first batch stands at the gate.</summary>
    public Task Reached => _reached.Task;

    public void LetGo() => _gate.TrySetResult();

    public override async ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        await _gate.Task;
        return await base.AppendAsync(batch, cancellationToken);
    }
}
