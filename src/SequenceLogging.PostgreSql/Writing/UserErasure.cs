using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Removes what belongs to a user. A server keeps the bytes of removed rows until it cleans up, and so the tables that were
/// touched are cleaned at once, where this role may; what its logs and backups still hold is the server's own affair.
/// </summary>
internal sealed class UserErasure(Database database)
{
    /// <summary>The user's id or name is said to be in a text from this length on; each text has a 1 in it somewhere.</summary>
    private const int ShortestText = 3;

    /// <summary>Whether there is a step of a kind: where places say so, or behind all places.</summary>
    private static readonly string IsUsed =
        $"""
         (EXISTS (SELECT 1 FROM step_places p JOIN steps t ON t.kind = p.kind AND {StepPlaces.IsIn("t.sequence", "p.place")} WHERE p.kind = k.id)
          OR EXISTS (SELECT 1 FROM steps t
                      WHERE t.kind = k.id AND t.position > (SELECT value FROM store_numbers WHERE name = 'noted_position')))
         """;

    private readonly int _slot = Slots.OfNode();

    public async Task<Erasure> RunAsync(UserId user, CancellationToken cancellationToken)
    {
        var (erasure, months, telling) = await database.RunAsync((work, token) => RunAsync(work, user, token), cancellationToken)
            .ConfigureAwait(false);
        await RenameKindsAsync(telling, cancellationToken).ConfigureAwait(false);
        if (erasure != new Erasure(0, 0, 0, 0))
        {
            await CleanAsync(months, cancellationToken).ConfigureAwait(false);
        }

        return erasure;
    }

    private async Task<(Erasure Erasure, (int Year, int Month)[] Months, string[] Telling)> RunAsync(
        Work work, UserId user, CancellationToken cancellationToken)
    {
        List<long> sequences;
        using (var look = work.Statements()
            .Add(Work.Begin)
            .Add("SELECT user_id FROM users WHERE user_id = $1 FOR UPDATE", Parameter.Text(user.Value))
            .Add("SELECT id FROM sequences WHERE user_id = $1", Parameter.Text(user.Value)))
        {
            var answers = await look.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            await answers.AllAsync(_ => true, cancellationToken).ConfigureAwait(false);
            sequences = await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        }

        var removal = new Removal(work, _slot);
        var taken = await removal.TakeAsync(sequences, cancellationToken).ConfigureAwait(false);
        var erasure = await removal.RunAsync(taken, IdGap.Erased, cancellationToken).ConfigureAwait(false);
        string[] telling = [.. taken.Select(h => h.Username).OfType<string>().Append(user.Value).Distinct().Where(t => t.Length >= ShortestText)];
        using var rest = work.Statements();
        foreach (var text in telling)
        {
            AddRejected(rest, text);
        }

        rest.Add("DELETE FROM users WHERE user_id = $1", Parameter.Text(user.Value));
        await rest.RunAsync(cancellationToken).ConfigureAwait(false);
        await StepPlaces.RemoveEmptyAsync(work, taken.Select(h => h.Sequence), cancellationToken).ConfigureAwait(false);
        using var end = work.Statements();
        await work.CommitAsync(end, cancellationToken).ConfigureAwait(false);
        var rejected = Enumerable.Range(0, telling.Length).Sum(rest.RowsOf);
        var months = sequences.Select(SequenceId.FromInt64).Select(id => (id.Year, id.Month)).Distinct().ToArray();
        return (erasure with { Others = erasure.Others + rejected }, months, telling);
    }

    /// <summary>What was rejected may tell of the user without saying of which sequence.</summary>
    private static void AddRejected(Statements statements, string text) => statements.Add(
        """
        DELETE FROM rejected_records
         WHERE strpos(message, $1) > 0 OR strpos(metadata, $1) > 0 OR strpos(error, $1) > 0 OR position($2 IN record) > 0
        """,
        Parameter.Text(text), Parameter.Bytes(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Names of steps are the application's and stay with their statistics. One that tells of the user, and that nobody else's step
    /// has, was made for the user and gets another; all nodes look their kinds up again then.
    /// </summary>
    private static void AddKinds(Statements statements, int[] kinds) => statements
        .Add(
            $"""
             UPDATE store_numbers SET value = value + 1
              WHERE name = 'kinds_renamed' AND EXISTS (SELECT 1 FROM step_kinds k WHERE k.id = ANY($1) AND NOT {IsUsed})
             """,
            Parameter.Ints(kinds))
        .Add(
            $"""
             UPDATE step_kinds k SET component = '', step_name = 'erased ' || id, hash = decode(md5('erased ' || id), 'hex')
              WHERE k.id = ANY($1) AND NOT {IsUsed}
             """,
            Parameter.Ints(kinds));

    /// <summary>
    /// In a transaction of its own: whether nobody else's step has such a name may be known only when all steps have been looked
    /// through, and meanwhile nobody waits for this one.
    /// </summary>
    private Task RenameKindsAsync(string[] telling, CancellationToken cancellationToken) => telling.Length == 0
        ? Task.CompletedTask
        : database.RunAsync(
            async (work, token) =>
            {
                using var find = work.Statements()
                    .Add(Work.Begin)
                    .Add(
                        """
                        SELECT DISTINCT k.id FROM step_kinds k JOIN unnest($1::text[]) AS u (told)
                            ON strpos(k.step_name, u.told) > 0 OR strpos(k.component, u.told) > 0
                        """,
                        Parameter.Texts(telling));
                var answers = await find.AskAsync(token).ConfigureAwait(false);
                int[] kinds;
                await using (answers.ConfigureAwait(false))
                {
                    kinds = [.. await answers.AllAsync(row => row.GetInt32(0), token).ConfigureAwait(false)];
                }

                // Most names tell of nobody: then no step is looked at.
                using var rename = work.Statements();
                if (kinds.Length > 0)
                {
                    AddKinds(rename, kinds);
                }

                await work.CommitAsync(rename, token).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task CleanAsync((int Year, int Month)[] months, CancellationToken cancellationToken)
    {
        var tables = await database.RunAsync(
            async (work, token) =>
            {
                using var ask = work.Statements().Add("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()");
                var answers = await ask.AskAsync(token).ConfigureAwait(false);
                await using var _ = answers.ConfigureAwait(false);
                return await answers.AllAsync(row => row.GetString(0), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        var touched = MonthPartitions.Tables
            .SelectMany(t => months.Select(m => MonthPartitions.NameOf(t.Table, m.Year, m.Month)).Append(t.Table + "_default"))
            .Concat(["users", "sequence_keys", "rejected_records", "step_kinds"])
            .Where(tables.Contains);
        foreach (var table in touched)
        {
            try
            {
                await database.RunAsync(
                    async (work, token) =>
                    {
                        using var clean = work.Statements().Add($"VACUUM {table}");
                        await clean.RunAsync(token).ConfigureAwait(false);
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (SequenceStoreException e)
            {
                // The rows are gone for everybody who asks; what is left is for the server's own cleaning to do.
                Trouble.Report("{0} was not cleaned after an erasure; the server does it by itself later: {1}", table, e.Message);
            }
        }
    }
}
