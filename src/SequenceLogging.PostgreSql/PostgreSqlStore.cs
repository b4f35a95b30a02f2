using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Reading;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql;

/// <summary>Sequences in a PostgreSQL database, which any number of nodes write to at once.</summary>
internal sealed class PostgreSqlStore : ISequenceStore
{
    private readonly Database _database;
    private readonly PostgreSqlReader _reader;
    private readonly MonthPartitions _partitions;
    private readonly BatchWriter _batches;
    private readonly IdBook _ids;
    private readonly CreationQueue _creations;

    private PostgreSqlStore(Database database, PostgreSqlReader reader, MonthPartitions partitions)
    {
        _database = database;
        _reader = reader;
        _partitions = partitions;
        _batches = new BatchWriter(database, new StepKinds(database));
        _ids = new IdBook(database);
        _creations = new CreationQueue(_ids);
    }

    public string Name => _database.Name;

    public ISequenceReader Reader => _reader;

    public static async Task<PostgreSqlStore> OpenAsync(
        ConnectionText text, ConnectionText? readText, bool isPartitioned, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new Database(text, time, isForQuestions: false);
        try
        {
            await StoreSchema.EnsureAsync(database, isPartitioned, cancellationToken).ConfigureAwait(false);
            var partitions = new MonthPartitions(database, time);
            await partitions.EnsureAsync(cancellationToken).ConfigureAwait(false);

            // A standby is asked only where one was named for questions: whoever asks the store itself goes by what was just written.
            var questions = new Database(readText ?? text, time, isForQuestions: readText is not null);
            return new PostgreSqlStore(database, new PostgreSqlReader(questions), partitions);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        await _partitions.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await _creations.CreateAsync(sequence, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var user = sequence.UserId
            ?? throw new ArgumentException("A user id is required to find the user's sequence.", nameof(sequence));
        await _partitions.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await _ids.FindOpenOrCreateAsync(sequence, user, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await _partitions.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await _batches.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
        await _batches.RetryAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default)
    {
        if (kind is StoreErrorKind.InputOutput or StoreErrorKind.Unavailable or StoreErrorKind.ReadOnly or StoreErrorKind.Bug)
        {
            await _database.ReconnectAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (kind is StoreErrorKind.Schema)
        {
            await StoreSchema.VerifyWritableAsync(_database, cancellationToken).ConfigureAwait(false);
        }
        else if (kind is StoreErrorKind.Corrupt)
        {
            throw new SequenceStoreException(
                $"{Name} has damaged data, and only people can mend that: look at the server's log, and restore a backup or repair the "
                + "index that it names. What waits to be written is kept.")
            {
                Kind = StoreErrorKind.Corrupt,
            };
        }
    }

    public async ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IdBlock.LargestSize);
        var month = at.ToUniversalTime();
        return await _ids.LeaseAsync(month.Year, month.Month, count, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default)
    {
        if (rest.Count > 0)
        {
            await _ids.ReturnAsync(rest, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await new Pruner(_database, _partitions).RunAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        user.IsDefault
            ? throw new ArgumentException("The user id is empty.", nameof(user))
            : await new UserErasure(_database).RunAsync(user, cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}
