using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>Issues ids from the counters of the months, each in one transaction with the sequence that it is for.</summary>
internal sealed class IdBook(Database database)
{
    private readonly int _slot = Slots.OfNode();

    /// <summary>Issues ids and creates their sequences, all of them or none, in their order.</summary>
    public Task<IReadOnlyList<SequenceId>> CreateAsync(IReadOnlyList<NewSequence> sequences, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (work, token) =>
            {
                using var first = work.Statements().Add(Work.Begin);
                return await CreateAsync(work, first, sequences, token).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Finds the user's newest open sequence or creates one. Whoever asks for a user has the user's row meanwhile.</summary>
    public async Task<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, UserId user, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await database.RunAsync((work, token) => FindOrCreateAsync(work, sequence, user, token), cancellationToken)
                .ConfigureAwait(false);
            if (found is { } id)
            {
                return id;
            }
        }
    }

    /// <summary>Takes numbers for a node to issue by itself. They are a gap until there are sequences with them.</summary>
    public async Task<IdBlock> LeaseAsync(int year, int month, int count, CancellationToken cancellationToken)
    {
        var last = await database.RunAsync(
            async (work, token) =>
            {
                using var lease = work.Statements()
                    .Add(Work.Begin)
                    .Add(RaiseCounter + " RETURNING counter", Parameter.Int(year), Parameter.Int(month), Parameter.Number(count))
                    .Add(
                        """
                        UPDATE id_gaps g SET last = c.counter FROM sequence_counter c
                         WHERE g.year = $1 AND g.month = $2 AND g.reason = 'leased' AND g.last = c.counter - $3
                           AND c.year = $1 AND c.month = $2
                        """,
                        Parameter.Int(year), Parameter.Int(month), Parameter.Number(count))
                    .Add(
                        """
                        INSERT INTO id_gaps (year, month, reason, first, last)
                        SELECT c.year, c.month, 'leased', c.counter - $3 + 1, c.counter FROM sequence_counter c
                         WHERE c.year = $1 AND c.month = $2 AND NOT EXISTS
                               (SELECT 1 FROM id_gaps g WHERE g.year = $1 AND g.month = $2 AND g.reason = 'leased' AND g.last = c.counter)
                        """,
                        Parameter.Int(year), Parameter.Int(month), Parameter.Number(count))
                    .Add("COMMIT");
                var answers = await lease.AskAsync(token).ConfigureAwait(false);
                await using var _ = answers.ConfigureAwait(false);
                var counter = await answers.AllAsync(row => row.GetInt64(0), token).ConfigureAwait(false);
                await answers.FinishAsync(token).ConfigureAwait(false);
                return counter[0];
            },
            cancellationToken).ConfigureAwait(false);
        return new IdBlock(year, month, last - count + 1, last);
    }

    /// <summary>Takes back the end of a block where it is the end of what was issued, and nobody has used any of it.</summary>
    public Task ReturnAsync(IdBlock rest, CancellationToken cancellationToken)
    {
        var (start, _) = MonthPartitions.RangeOf(rest.Year, rest.Month);
        return database.RunAsync(
            async (work, token) =>
            {
                using var giveBack = work.Statements()
                    .Add(Work.Begin)
                    .Add(
                        """
                        UPDATE sequence_counter SET counter = $3 - 1
                         WHERE year = $1 AND month = $2 AND counter = $4
                           AND NOT EXISTS (SELECT 1 FROM sequences WHERE id BETWEEN $5 AND $6)
                           AND NOT EXISTS (SELECT 1 FROM id_gaps WHERE year = $1 AND month = $2 AND reason <> 'leased' AND last >= $3)
                        """,
                        Parameter.Int(rest.Year), Parameter.Int(rest.Month), Parameter.Number(rest.First), Parameter.Number(rest.Last),
                        Parameter.Number(start + rest.First), Parameter.Number(start + rest.Last))
                    .Add(
                        """
                        DELETE FROM id_gaps
                         WHERE year = $1 AND month = $2 AND reason = 'leased' AND first >= $3
                           AND $3 - 1 = (SELECT counter FROM sequence_counter WHERE year = $1 AND month = $2)
                        """,
                        Parameter.Int(rest.Year), Parameter.Int(rest.Month), Parameter.Number(rest.First))
                    .Add(
                        """
                        UPDATE id_gaps SET last = $3 - 1
                         WHERE year = $1 AND month = $2 AND reason = 'leased' AND first < $3 AND last >= $3
                           AND $3 - 1 = (SELECT counter FROM sequence_counter WHERE year = $1 AND month = $2)
                        """,
                        Parameter.Int(rest.Year), Parameter.Int(rest.Month), Parameter.Number(rest.First));
                await work.CommitAsync(giveBack, token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private const string RaiseCounter =
        """
        INSERT INTO sequence_counter AS c (year, month, counter) VALUES ($1, $2, $3)
        ON CONFLICT (year, month) DO UPDATE SET counter = c.counter + excluded.counter
        """;

    private async Task<SequenceId?> FindOrCreateAsync(Work work, NewSequence sequence, UserId user, CancellationToken cancellationToken)
    {
        using (var find = work.Statements()
            .Add(Work.Begin)
            .Add("INSERT INTO users (user_id) VALUES ($1) ON CONFLICT DO NOTHING", Parameter.Text(user.Value))
            .Add("SELECT 1 FROM users WHERE user_id = $1 FOR UPDATE", Parameter.Text(user.Value))
            .Add(
                "SELECT id FROM sequences WHERE user_id = $1 AND completed_at IS NULL ORDER BY id DESC LIMIT 1",
                Parameter.Text(user.Value)))
        {
            var answers = await find.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            var held = await answers.AllAsync(_ => true, cancellationToken).ConfigureAwait(false);
            var open = await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            if (held.Count == 0)
            {
                // Erased between the two statements.
                return null;
            }

            if (open.Count > 0)
            {
                return SequenceId.FromInt64(open[0]);
            }
        }

        using var first = work.Statements();
        return (await CreateAsync(work, first, [sequence], cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task<IReadOnlyList<SequenceId>> CreateAsync(
        Work work, Statements first, IReadOnlyList<NewSequence> sequences, CancellationToken cancellationToken)
    {
        var months = sequences.GroupBy(s => MonthOf(s)).OrderBy(m => m.Key).Select(m => (m.Key.Year, m.Key.Month, Count: m.Count())).ToArray();
        foreach (var (year, month, count) in months)
        {
            if (work.Attempt > 1)
            {
                AddHealing(first, year, month);
            }

            first.Add(RaiseCounter + " RETURNING counter", Parameter.Int(year), Parameter.Int(month), Parameter.Number(count));
        }

        var next = new Dictionary<(int, int), long>();
        var answers = await first.AskAsync(cancellationToken).ConfigureAwait(false);
        await using (answers.ConfigureAwait(false))
        {
            foreach (var (year, month, count) in months)
            {
                var counter = await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
                next.Add((year, month), counter[0] - count + 1);
            }
        }

        var ids = sequences.Select(s => MonthOf(s)).Select(m => new SequenceId(m.Year, m.Month, next[m]++)).ToArray();
        var headers = ids.Zip(sequences, HeaderOf).OrderBy(h => h.Row.State.Sequence).ToArray();
        var delta = new StatisticsDelta();
        foreach (var header in headers)
        {
            delta.CountSequence(SequenceStatus.Active, header.Row.State.UpdatedAt);
        }

        using var second = work.Statements();
        SequenceStatements.Insert(second, headers);
        TotalStatements.Add(second, _slot, TotalStatements.Of(delta, headers.Sum(h => h.Bytes)), delta.LastActivity);
        await work.CommitAsync(second, cancellationToken).ConfigureAwait(false);
        return ids;
    }

    /// <summary>
    /// A number may be taken already: it was made up, written by somebody as one that the counter had passed, and given back in
    /// the same moment by the node that had leased it. Then the counter goes on above what is there.
    /// </summary>
    private static void AddHealing(Statements statements, int year, int month)
    {
        var (start, end) = MonthPartitions.RangeOf(year, month);
        Npgsql.NpgsqlParameter[] Values() =>
            [Parameter.Int(year), Parameter.Int(month), Parameter.Number(start), Parameter.Number(end)];
        statements
            .Add(
                """
                INSERT INTO id_gaps (year, month, reason, first, last)
                SELECT c.year, c.month, 'skipped', c.counter + 1, m.last FROM sequence_counter c,
                       (SELECT max(id) - $3 AS last FROM sequences WHERE id >= $3 AND id < $4) AS m
                 WHERE c.year = $1 AND c.month = $2 AND m.last > c.counter
                ON CONFLICT DO NOTHING
                """,
                Values())
            .Add(
                """
                UPDATE sequence_counter SET counter = greatest(
                       counter, coalesce((SELECT max(id) - $3 FROM sequences WHERE id >= $3 AND id < $4), 0))
                 WHERE year = $1 AND month = $2
                """,
                Values());
    }

    private static NewHeader HeaderOf(SequenceId id, NewSequence sequence)
    {
        var state = new SequenceState { Sequence = id.ToInt64(), UpdatedAt = RecordTime.ToMicroseconds(sequence.CreatedAt) };
        return new NewHeader(new SequenceRow(id, sequence, state), 0, RowSize.Of(sequence));
    }

    private static (int Year, int Month) MonthOf(NewSequence sequence)
    {
        var created = sequence.CreatedAt.ToUniversalTime();
        return (created.Year, created.Month);
    }
}
