using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory;

/// <summary>
/// A handle on a memory, of which there may be several. A store for others to learn from: the rules are <see cref="Transaction"/>'s
/// to ask the plan for, so that what is left here is who has the turn, and what is still open.
/// </summary>
internal sealed class InMemoryStore(Memory memory) : ISequenceStore
{
    private readonly InMemoryReader _reader = new(memory);
    private volatile bool _isDisposed;

    public string Name => memory.Name;

    public ISequenceReader Reader => _reader;

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return InTurnAsync(() => Create(sequence), cancellationToken);
    }

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var user = sequence.UserId
            ?? throw new ArgumentException("A user id is required to find the user's sequence.", nameof(sequence));
        return InTurnAsync(
            () => new Transaction(memory).Plan.FindOpen(StoredSequence.WellFormed(user)) ?? Create(sequence), cancellationToken);
    }

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return InTurnAsync(() => new Transaction(memory).Append(batch), cancellationToken);
    }

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => new Transaction(memory).Retry(id), cancellationToken);

    /// <summary>Nothing can be damaged here, so there is nothing to do.</summary>
    public async ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) =>
        await InTurnAsync(() => true, cancellationToken).ConfigureAwait(false);

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IdBlock.LargestSize);
        var month = at.ToUniversalTime();
        return InTurnAsync(() => memory.Ids.Lease(month.Year, month.Month, count), cancellationToken);
    }

    public async ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) =>
        await InTurnAsync(
            () =>
            {
                memory.Ids.Return(rest, memory.LastUsedOf(rest.Year, rest.Month));
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return InTurnAsync(() => Removal.Prune(memory, query), cancellationToken);
    }

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) => user.IsDefault
        ? throw new ArgumentException("The user id is empty.", nameof(user))
        : InTurnAsync(() => Removal.Erase(memory, StoredSequence.WellFormed(user)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _reader.DisposeAsync().ConfigureAwait(false);
    }

    private SequenceId Create(NewSequence sequence)
    {
        var transaction = new Transaction(memory);
        var id = transaction.Plan.Create(sequence);
        transaction.Save();
        return id;
    }

    private async ValueTask<T> InTurnAsync<T>(Func<T> act, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var turn = await memory.EnterAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return act();
    }
}
