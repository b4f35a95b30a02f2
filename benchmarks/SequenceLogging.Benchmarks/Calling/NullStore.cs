using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Storage;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>A store that takes everything and keeps nothing.</summary>
public sealed class NullStore : ISequenceStore, ISequenceStoreProvider
{
    public string Name => "null store";

    public ISequenceReader Reader => throw new NotSupportedException("Nothing is kept, so nothing can be asked.");

    /// <summary>Opens a log on a store of its own.</summary>
    /// <param name="journalPath">Folder for a journal; null for none.</param>
    public static SequenceLog OpenLog(string? journalPath = null) =>
        SequenceLog.Open(o =>
        {
            o.Provider = new NullStore();
            o.JournalPath = journalPath;
        });

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Journey.Id);

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Journey.Id);

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return ValueTask.FromResult(new AppendResult(batch.Count, 0, []));
    }

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new Erasure(0, 0, 0, 0));

    public string GetKey(SequenceLogOptions options) => $"null {GetHashCode()}";

    public string? GetJournalPath(SequenceLogOptions options) => null;

    public ISequenceStore Open(SequenceLogOptions options) => this;

    public ISequenceReader OpenReader(SequenceLogOptions options) => Reader;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
