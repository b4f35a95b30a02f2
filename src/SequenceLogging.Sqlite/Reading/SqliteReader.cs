using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Examining;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>
/// Answers questions on connections that cannot write, each in one short read transaction. A connection is kept for the
/// next question.
/// </summary>
internal sealed class SqliteReader : ISequenceReader
{
    private readonly string _path;
    private int _isDisposed;

    private SqliteReader(string path)
    {
        _path = path;
        Connections = ReadConnections.Share(path);
    }

    /// <summary>Shared with all readers of this file in this process.</summary>
    public ReadConnections Connections { get; }

    /// <summary>Opens the store at a path, which must exist.</summary>
    public static SqliteReader Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new SequenceStoreException(
                Directory.Exists(path)
                    ? $"{path} is a folder; name the store's file in it."
                    : $"There is no sequence store at {path}. Name one with --store or SEQLOG_STORE, or let an application create it.");
        }

        var reader = new SqliteReader(path);
        try
        {
            reader.Connections.Return(reader.Connections.Rent());
            return reader;
        }
        catch
        {
            reader.Connections.Release();
            throw;
        }
    }

    public ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        Ask(database => DetailsQuery.Run(database, id), cancellationToken);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Ask<IReadOnlyList<ReadOnlyMemory<byte>>>(database => ReadEventIds(database, after.Span, limit), cancellationToken);
    }

    public ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) =>
        Ask(FileSizes.LiveBytes, cancellationToken);

    public ValueTask<IReadOnlyList<StoreFinding>> LookAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new StoreExaminer(_path, question => Answer(question, cancellationToken)).Look());

    public ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new StoreExaminer(_path, question => Answer(question, cancellationToken)).Run());

    /// <summary>Counts what a step of a pruning would remove: for a dry run all of it, else the sequences.</summary>
    public ValueTask<Pruning> LookForPrunedAsync(PruneQuery query, CancellationToken cancellationToken) =>
        Ask(database => new SequencePruning(database, query).Count(), cancellationToken);

    /// <summary>Makes the next signature of steps or errors; null where none is due.</summary>
    public ValueTask<SignatureDraft?> DraftSignatureAsync(SignatureSource source, int due, CancellationToken cancellationToken) =>
        Ask(database => SignatureDraft.Make(database, source, due), cancellationToken);

    /// <summary>Whether there are beginnings of sequences to be signed, or signatures to be put together.</summary>
    public ValueTask<bool> HasMoreToSignAsync(int due, CancellationToken cancellationToken) =>
        Ask(database => SignatureWriter.HasMore(database, due), cancellationToken);

    public ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Ask(database => FindByKey(database, key), cancellationToken);
    }

    public ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(database => HeaderQuery.Run(database, query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(database => PathQuery.Run(database, query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(
        ErrorQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Ask(database => ErrorsQuery.Run(database, query), cancellationToken);
    }

    public ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        Ask(StatisticsQuery.Run, cancellationToken);

    public ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        Ask(database => StepStatisticsQuery.Run(database, firstMonth, lastMonth), cancellationToken);

    public ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) =>
        Ask(database => StepStatisticsQuery.Days(database, firstDay, lastDay), cancellationToken);

    public ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default) =>
        Ask(database => StoredStepsQuery.Run(database, afterPosition, limit), cancellationToken);

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default) =>
        Ask(database => RejectedQuery.Run(database, beforeId, limit), cancellationToken);

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) =>
        Ask(database => database.ReadNumber("SELECT max(id) FROM steps") ?? 0, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Connections.Release();
        }

        return ValueTask.CompletedTask;
    }

    private static SequenceId? FindByKey(Database database, string key)
    {
        using var select = database.Prepare("SELECT sequence FROM sequence_keys WHERE key = ?");
        return select.Bind(1, key).Step() ? SequenceId.FromInt64(select.Int64(0)) : null;
    }

    private static List<ReadOnlyMemory<byte>> ReadEventIds(Database database, ReadOnlySpan<byte> after, int limit)
    {
        using var select = database.Prepare("SELECT id FROM event_ids WHERE id > coalesce(?, x'') ORDER BY id LIMIT ?");
        select.BindBlob(1, after).Bind(2, limit);
        var ids = new List<ReadOnlyMemory<byte>>();
        while (select.Step())
        {
            ids.Add(select.Blob(0).ToArray());
        }

        return ids;
    }

    private ValueTask<T> Ask<T>(Func<Database, T> question, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer(question, cancellationToken));

    private T Answer<T>(Func<Database, T> question, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        var database = Connections.Rent();
        try
        {
            database.WatchCancellation(cancellationToken);
            database.Execute("BEGIN");
            var answer = question(database);
            database.Execute("COMMIT");
            Connections.Return(database);
            return answer;
        }
        catch (SequenceStoreException e) when (cancellationToken.IsCancellationRequested)
        {
            // SQLite ends an interrupted query with an error; to the caller it is what was asked for.
            database.Dispose();
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Bug && Connections.NewerVersion is > 0 and var version)
        {
            database.Dispose();
            throw new SequenceStoreException($"This cannot be answered. {StoreSchema.TextOfNewer(_path, version)} {e.Message}", e)
            {
                Kind = StoreErrorKind.Schema,
            };
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
