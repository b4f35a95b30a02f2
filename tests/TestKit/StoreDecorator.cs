using SequenceLogging;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>A store that hands everything to another one; what it does to a batch is its children's to say.</summary>
public abstract class StoreDecorator(ISequenceStore inner) : ISequenceStore
{
    public virtual string Name => $"{GetType().Name} around {inner.Name}";

    public virtual ISequenceReader Reader => inner.Reader;

    public virtual ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        inner.CreateAsync(sequence, cancellationToken);

    public virtual ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        inner.FindOpenOrCreateAsync(sequence, cancellationToken);

    public virtual ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(batch, cancellationToken);

    public virtual ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) =>
        inner.RecoverAsync(kind, cancellationToken);

    public virtual ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        inner.RetryRejectedAsync(id, cancellationToken);

    public virtual ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
        inner.LeaseIdsAsync(at, count, cancellationToken);

    public virtual ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => inner.ReturnIdsAsync(rest, cancellationToken);

    public virtual ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
        inner.PruneAsync(query, cancellationToken);

    public virtual ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        inner.EraseUserAsync(user, cancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return CloseAsync();
    }

    protected virtual ValueTask CloseAsync() => inner.DisposeAsync();
}
