using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests;

/// <summary>Does with rejected events and users what a test says, and remembers what it was asked to do.</summary>
internal sealed class FakeStore(FakeReader reader) : ISequenceStore
{
    public string Name => "fake store";

    public ISequenceReader Reader => reader;

    /// <summary>What becomes of a rejected event; it stays among the rejected ones whatever that is.</summary>
    public Func<long, RecordOutcome?> Retry { get; set; } = _ => RecordOutcome.Stored;

    public List<long> Retried { get; } = [];

    /// <summary>What is removed with a user.</summary>
    public Func<UserId, Erasure> Erase { get; set; } = _ => new Erasure(0, 0, 0, 0);

    public List<UserId> Erased { get; } = [];

    public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default)
    {
        Retried.Add(id);
        return ValueTask.FromResult(Retry(id));
    }

    public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default)
    {
        Erased.Add(user);
        return ValueTask.FromResult(Erase(user));
    }

    public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
        throw Unexpected();

    public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Unexpected() => new("The command line logs nothing.");
}
