using System.Globalization;
using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Looks at the server, the tables and the role. What a server does not tell is told as that.</summary>
internal sealed class Examination(Database database)
{
    private readonly List<StoreFinding> _findings = [];

    public async Task<IReadOnlyList<StoreFinding>> RunAsync(CancellationToken cancellationToken)
    {
        await LookAsync("server", "SELECT version()", row => Good("server", row.GetString(0)), cancellationToken).ConfigureAwait(false);
        var version = await StoreSchema.VerifyReadableAsync(database, cancellationToken).ConfigureAwait(false);
        _findings.Add(version == StoreSchema.Version
            ? Good("schema_version", Text($"{version}"))
            : new StoreFinding(
                "schema_version", FindingLevel.Notice, Text($"{version}, and this build writes {StoreSchema.Version}"),
                "Use the same version of SequenceLogging.PostgreSql everywhere."));
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
        {
            await LookAsync(setting, $"SELECT current_setting('{setting}', true)", row => OfSetting(setting, row), cancellationToken)
                .ConfigureAwait(false);
        }

        await CheckStepsAsync(cancellationToken).ConfigureAwait(false);
        await LookAsync("step_places", UnnotedSteps, OfPlaces, cancellationToken).ConfigureAwait(false);
        await LookAsync("data_checksums", "SELECT current_setting('data_checksums', true)", OfChecksums, cancellationToken).ConfigureAwait(false);
        await LookAsync("rights", Rights, OfRights, cancellationToken).ConfigureAwait(false);
        await LookAsync("partitions", Partitions, OfPartitions, cancellationToken).ConfigureAwait(false);
        await LookAsync("rows_without_partition", RowsInDefault, OfDefault, cancellationToken).ConfigureAwait(false);
        await LookAsync("size_on_disk", Sizes, row => Good("size_on_disk", Text($"{row.GetInt64(0):N0} bytes")), cancellationToken).ConfigureAwait(false);
        await LookAsync("dead_rows", DeadRows, OfDeadRows, cancellationToken).ConfigureAwait(false);
        await LookAsync("replication", Replication, row => Good("replication", row.GetString(0)), cancellationToken).ConfigureAwait(false);
        return _findings;
    }

    /// <summary>A page of sequences beside what is there of their steps.</summary>
    private const string Page =
        """
        SELECT s.id, s.step_count, count(t.sequence), coalesce(max(t.step_order), 0)
          FROM (SELECT id, step_count FROM sequences WHERE id > $1 ORDER BY id LIMIT 1000) AS s
          LEFT JOIN steps t ON t.sequence = s.id
         GROUP BY s.id, s.step_count ORDER BY s.id
        """;

    private static readonly string UnnotedSteps = Text(
        $"""
        SELECT count(*) FROM
               (SELECT DISTINCT kind, sequence >> {StepPlaces.Shift} AS place FROM steps
                 WHERE position <= (SELECT value FROM store_numbers WHERE name = 'noted_position')) AS t
         WHERE NOT EXISTS (SELECT 1 FROM step_places p WHERE p.kind = t.kind AND p.place = t.place)
        """);

    private const string Rights =
        """
        SELECT count(*) FILTER (WHERE NOT has_table_privilege(c.oid, 'SELECT')),
               count(*) FILTER (WHERE NOT has_table_privilege(c.oid, 'INSERT') OR NOT has_table_privilege(c.oid, 'UPDATE')
                                   OR NOT has_table_privilege(c.oid, 'DELETE')),
               has_schema_privilege(current_schema(), 'CREATE')
          FROM pg_catalog.pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND c.relname <> 'store_version'
        """;

    private const string Partitions =
        """
        SELECT count(*), min(c.relname), max(c.relname) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relispartition AND c.relkind = 'r'
           AND c.relname LIKE 'sequences\_%' AND c.relname <> 'sequences_default'
        """;

    private const string RowsInDefault =
        """
        SELECT count(*), max(c.reltuples)::bigint FROM pg_catalog.pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = 'sequences_default'
        """;

    private const string Sizes =
        """
        SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_catalog.pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        """;

    private const string DeadRows =
        """
        SELECT coalesce(sum(n_live_tup), 0)::bigint, coalesce(sum(n_dead_tup), 0)::bigint
          FROM pg_catalog.pg_stat_user_tables WHERE schemaname = current_schema()
        """;

    private const string Replication =
        """
        SELECT CASE WHEN pg_is_in_recovery()
                    THEN 'standby, ' || coalesce(round(extract(epoch FROM now() - pg_last_xact_replay_timestamp()))::text, '?') || ' s behind'
                    ELSE 'primary, ' || (SELECT count(*) FROM pg_catalog.pg_stat_replication) || ' standbys' END
        """;

    /// <summary>Reads all sequences with their steps, page by page: each has as many as it says, and no order is missing.</summary>
    private async Task CheckStepsAsync(CancellationToken cancellationToken)
    {
        var (after, looked, wrong) = (long.MinValue, 0L, new List<SequenceId>());
        for (var isMore = true; isMore;)
        {
            var page = await database.RunAsync(
                async (work, token) =>
                {
                    using var ask = work.Statements().Add(Page, Parameter.Number(after));
                    var answers = await ask.AskAsync(token).ConfigureAwait(false);
                    await using var _ = answers.ConfigureAwait(false);
                    return await answers.AllAsync(
                        row => (Sequence: row.GetInt64(0), IsWhole: row.GetInt64(2) == row.GetInt32(1) && row.GetInt32(3) == row.GetInt32(1)),
                        token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            wrong.AddRange(page.Where(s => !s.IsWhole).Select(s => SequenceId.FromInt64(s.Sequence)));
            looked += page.Count;
            isMore = page.Count > 0;
            after = isMore ? page[^1].Sequence : after;
        }

        _findings.Add(wrong.Count == 0
            ? Good("integrity", Text($"{looked:N0} sequences have the steps that they say"))
            : new StoreFinding(
                "integrity", FindingLevel.Problem, Text($"{wrong.Count:N0} of {looked:N0} sequences have not, as {wrong[0]}"),
                "Somebody else has changed the tables, or the server has lost data: look at its log, and restore a backup."));
    }

    private static StoreFinding OfPlaces(NpgsqlDataReader row) => row.GetInt64(0) == 0
        ? Good("step_places", "all steps are found by their names")
        : new StoreFinding(
            "step_places", FindingLevel.Problem, Text($"{row.GetInt64(0):N0} places of steps are missing"),
            "Searches by step or flow miss what is in them. UPDATE store_numbers SET value = 0 WHERE name = 'noted_position' has all noted anew.");

    private static StoreFinding OfChecksums(NpgsqlDataReader row) => row.TextOrNull(0) is "on"
        ? Good("data_checksums", "on")
        : new StoreFinding("data_checksums", FindingLevel.Notice, "off", "Damage of the disk is not noticed; initdb --data-checksums has it noticed.");

    private static StoreFinding OfSetting(string name, NpgsqlDataReader row)
    {
        var value = row.TextOrNull(0) ?? "unknown";
        return value is "off"
            ? new StoreFinding(
                name, FindingLevel.Problem, value,
                name is "synchronous_commit"
                    ? "What was acknowledged can be lost when the server crashes. Set it to on for this database."
                    : "A crash of the machine can damage the whole database. Set it to on.")
            : Good(name, value);
    }

    private static StoreFinding OfRights(NpgsqlDataReader row)
    {
        var (unreadable, unwritable, owns) = (row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2));
        return (unreadable, unwritable) switch
        {
            ( > 0, _) => new StoreFinding("rights", FindingLevel.Problem, Text($"{unreadable} tables cannot be read"), "GRANT SELECT ON ALL TABLES IN SCHEMA."),
            (_, > 0) => new StoreFinding("rights", FindingLevel.Notice, "this role reads only"),
            _ => Good("rights", owns ? "reads, writes, makes tables" : "reads and writes"),
        };
    }

    private static StoreFinding OfPartitions(NpgsqlDataReader row) => row.GetInt64(0) == 0
        ? new StoreFinding("partitions", FindingLevel.Notice, "none", "Old months are then removed row by row.")
        : Good("partitions", Text($"{row.GetInt64(0)} months, {row.GetString(1)} to {row.GetString(2)}"));

    private static StoreFinding OfDefault(NpgsqlDataReader row)
    {
        var rows = row.GetInt64(0) == 0 ? 0 : Math.Max(0, row.GetInt64(1));
        return rows == 0
            ? Good("rows_without_partition", "none, as the server estimates")
            : new StoreFinding(
                "rows_without_partition", FindingLevel.Notice, Text($"about {rows:N0} sequences"),
                "They are of months from before the store was made, or no partition could be made for them. All works with them.");
    }

    private static StoreFinding OfDeadRows(NpgsqlDataReader row)
    {
        var (live, dead) = (row.GetInt64(0), row.GetInt64(1));
        var text = Text($"{dead:N0} dead beside {live:N0} live rows");
        return dead > 100_000 && dead > live
            ? new StoreFinding("dead_rows", FindingLevel.Notice, text, "Autovacuum does not keep up: VACUUM the schema, and look at its settings.")
            : Good("dead_rows", text);
    }

    private static StoreFinding Good(string name, string value) => new(name, FindingLevel.Good, value);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task LookAsync(string name, string sql, Func<NpgsqlDataReader, StoreFinding> tell, CancellationToken cancellationToken)
    {
        try
        {
            _findings.AddRange(await database.RunAsync(
                async (work, token) =>
                {
                    using var ask = work.Statements().Add(sql);
                    var answers = await ask.AskAsync(token).ConfigureAwait(false);
                    await using var _ = answers.ConfigureAwait(false);
                    return await answers.AllAsync(tell, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false));
        }
        catch (SequenceStoreException e) when (e.Kind is not StoreErrorKind.Unavailable)
        {
            _findings.Add(new StoreFinding(name, FindingLevel.Notice, "this server does not tell", e.Message));
        }
    }
}
