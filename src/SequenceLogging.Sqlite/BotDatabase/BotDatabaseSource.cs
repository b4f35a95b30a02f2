using SequenceLogging.Journeys;
using SequenceLogging.Moving;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>
/// The SQLite file of the Python bot, <c>bot.db</c>, as a source for a <see cref="StoreCopy"/>: its sequences under their ids,
/// with their steps, links, statuses and metadata, and its counters. It is opened read-only, in short reads, so that the bot
/// may go on writing.
/// </summary>
/// <remarks>
/// An import again adds only what is new, also where the application in .NET has gone on with a journey in the meantime. The
/// bot keeps where a journey stands and not how it came there: so does the history that it begins with here.
/// </remarks>
public sealed class BotDatabaseSource : IJourneySource, IDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);
    private static readonly byte[] Signature = [.. "SQLite format 3\0"u8];

    private readonly Lock _lock = new();
    private readonly HashSet<(string, long, string)> _told = [];
    private readonly Database _database;
    private readonly BotColumns _columns;
    private readonly BotJourneyReader _journeys;
    private readonly string _path;
    private readonly Action<BadRow>? _onBadRow;
    private BotIds? _ids;

    private BotDatabaseSource(string path, Database database, BotColumns columns, Action<BadRow>? onBadRow)
    {
        _path = path;
        _database = database;
        _columns = columns;
        _onBadRow = onBadRow;
        _journeys = new BotJourneyReader(database, columns, Tell);
    }

    /// <summary>How many rows were bad so far, of which something or all was not imported; each is told once.</summary>
    public long BadRowCount => _told.Count;

    /// <summary>
    /// Whether a file is an SQLite file with the bot's four tables. A store of this library, which has views of these names, is
    /// none.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="SequenceStoreException">It begins as an SQLite file, and SQLite cannot read it.</exception>
    public static bool IsBotDatabase(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Span<byte> head = stackalloc byte[Signature.Length];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual(Signature))
            {
                return false;
            }
        }

        using var database = Database.OpenReader(path, BusyTimeout);
        return BotColumns.AreThere(database);
    }

    /// <summary>Opens the bot's file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="onBadRow">Told of each bad row as it is met; null for nobody.</param>
    /// <exception cref="SequenceStoreException">It cannot be read, or lacks a table or a column; the message names it.</exception>
    public static BotDatabaseSource Open(string path, Action<BadRow>? onBadRow = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var database = Database.OpenReader(path, BusyTimeout);
        try
        {
            return BotColumns.AreThere(database)
                ? new BotDatabaseSource(path, database, BotColumns.Of(database, path), onBadRow)
                : throw new SequenceStoreException(
                    $"{path} is no database of the Python bot: it lacks one of the tables {BotColumns.Sequences}, {BotColumns.Steps}, "
                    + $"{BotColumns.Links} and {BotColumns.Counter}.") { Kind = StoreErrorKind.Schema };
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MonthCounter>> GetCountersAsync(CancellationToken cancellationToken = default) =>
        Read(() => ReadIds().Counters, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) =>
        Read(() => _database.ReadNumber($"SELECT count(*) FROM {BotColumns.Sequences}") ?? 0, cancellationToken);

    /// <summary>The bot keeps no statistics.</summary>
    public ValueTask<long?> CountStepsAsync(CancellationToken cancellationToken = default) => new(default(long?));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SequenceId>> ReadIdsAsync(
        SequenceId? before, int limit, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<SequenceId>>(
            () =>
            {
                var ids = before is null ? ReadIds() : _ids ?? ReadIds();
                return [.. ids.Below(before).Take(limit)];
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SequenceDetails?> ReadAsync(
        SequenceId id, SequenceDetails? there, CancellationToken cancellationToken = default) =>
        Read(
            () =>
            {
                _journeys.Refresh();
                return _journeys.Read(id) is { } journey ? BotHistory.Of(journey, there) : null;
            },
            cancellationToken);

    /// <summary>The bot gives its events no ids.</summary>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after, int limit, CancellationToken cancellationToken = default) => new([]);

    /// <summary>The bot keeps nothing that it has refused.</summary>
    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId, int limit, CancellationToken cancellationToken = default) => new([]);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _database.Dispose();
        }
    }

    private BotIds ReadIds()
    {
        _ids = BotIds.Read(_database, _columns, Tell);
        _journeys.Refresh();
        var known = _ids.Newest.Select(id => id.ToString()).ToHashSet();
        _journeys.FindOrphans(known.Contains);
        return _ids;
    }

    /// <summary>One picture of one moment, for which the bot does not wait long.</summary>
    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _database.Execute("BEGIN");
            try
            {
                return new ValueTask<T>(read());
            }
            finally
            {
                _database.RollBack();
            }
        }
    }

    private void Tell(string table, long row, string reason)
    {
        if (_told.Add((table, row, reason)))
        {
            _onBadRow?.Invoke(new BadRow(_path, table, row, reason));
        }
    }
}
