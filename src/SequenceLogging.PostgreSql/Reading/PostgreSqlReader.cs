using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.PostgreSql.Texts;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>
/// Answers questions on connections that cannot write, each as of one moment; a hot standby will do. What broke on the way is
/// asked again once, since a question changes nothing.
/// </summary>
internal sealed class PostgreSqlReader(Database database) : ISequenceReader
{
    /// <summary>Opens a store that exists.</summary>
    public static async Task<PostgreSqlReader> OpenAsync(ConnectionText text, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new Database(text, time, isForQuestions: true);
        try
        {
            await StoreSchema.VerifyReadableAsync(database, cancellationToken).ConfigureAwait(false);
            return new PostgreSqlReader(database);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        id.IsDefault
            ? null
            : await database.RunAsync((work, token) => DetailsQuery.RunAsync(work, id, token), cancellationToken).ConfigureAwait(false);

    public async ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = await AskAsync(
            ask => ask.Add("SELECT sequence FROM sequence_keys WHERE hash = $1", Parameter.Bytes(KeyHash.Of(key))),
            row => SequenceId.FromInt64(row.GetInt64(0)),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query is { Flow: null, StepName: null, Property: null }
            ? await AskAsync(ask => HeaderQuery.Add(ask, query), Headers.Read, cancellationToken).ConfigureAwait(false)
            : await database.RunAsync((work, token) => SequenceSearch.FindAsync(work, query, token), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await database.RunAsync((work, token) => SequenceSearch.ReadPathsAsync(work, query, token), cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(ErrorQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await AskAsync(ask => ErrorRows.Add(ask, query), ErrorRows.Read, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) =>
        StepStatisticsQuery.SumOfSlots(await AskAsync(
            ask => StepStatisticsQuery.AddDays(ask, firstDay, lastDay), StepStatisticsQuery.ReadDay, cancellationToken)
            .ConfigureAwait(false));

    public async ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        await database.RunAsync(StatisticsQuery.RunAsync, cancellationToken).ConfigureAwait(false);

    public async ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        await database.RunAsync((work, token) => StepStatisticsQuery.RunAsync(work, firstMonth, lastMonth, token), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SequenceQuery.MaxLimit);
        return await AskAsync(ask => StoredStepRows.Add(ask, afterPosition, limit), StoredStepRows.Read, cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return await AskAsync(ask => RejectedRows.Add(ask, beforeId, limit), RejectedRows.Read, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) =>
        (await AskAsync(
            ask => ask.Add("SELECT value FROM store_numbers WHERE name = 'position'"), row => row.GetInt64(0), cancellationToken)
            .ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return await AskAsync(
            ask => ask.Add(
                "SELECT id FROM event_ids WHERE id > $1 ORDER BY id LIMIT $2", Parameter.Bytes(after.ToArray()), Parameter.Int(limit)),
            row => (ReadOnlyMemory<byte>)row.Bytes(0),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) =>
        (await AskAsync(
            ask => ask.Add("SELECT coalesce(sum(value), 0)::bigint FROM store_totals WHERE name = 'bytes'"),
            row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) => new()
    {
        Findings = await new Examination(database).RunAsync(cancellationToken).ConfigureAwait(false),
        Ids = await database.RunAsync(IdAccounts.RunAsync, cancellationToken).ConfigureAwait(false),
    };

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task<List<T>> AskAsync<T>(Action<Statements> question, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (work, token) =>
            {
                using var ask = work.Statements().Add(Work.BeginQuestion);
                question(ask);
                ask.Add("COMMIT");
                var answers = await ask.AskAsync(token).ConfigureAwait(false);
                await using var _ = answers.ConfigureAwait(false);
                var rows = await answers.AllAsync(read, token).ConfigureAwait(false);
                await answers.FinishAsync(token).ConfigureAwait(false);
                return rows;
            },
            cancellationToken);
}
