using System.Globalization;
using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Schema;

/// <summary>
/// Makes the tables of a new store, and brings those of an older version up to date. Any number of nodes may do it at once: the
/// one that holds the row of the version does it, in one transaction, and the others find it done; where it dies, its transaction
/// goes with it, and the next one begins anew.
/// </summary>
internal static class StoreSchema
{
    /// <summary>The version that this code writes.</summary>
    public const int Version = 3;

    private const int MostTries = 50;

    /// <summary>How long it may take to bring tables up to date, in seconds: they may be large.</summary>
    private const int LongestUpgrade = 3_600;

    /// <summary>How long others wait for whoever does that, and how long that one waits for a table that is in use, in seconds.</summary>
    private const int LongestWait = 60;

    /// <summary>The server gives up before the client does, so that its answer is heard.</summary>
    private const int Grace = 5;

    private const string ReadVersion = "SELECT version FROM store_version WHERE id = 1";

    /// <summary>Two who make the same thing at once: one of them hears one of these, and looks again.</summary>
    private static readonly string[] Races =
    [
        PostgresErrorCodes.UniqueViolation, PostgresErrorCodes.DuplicateTable, PostgresErrorCodes.DuplicateSchema,
        PostgresErrorCodes.DuplicateObject, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.InternalError, // "tuple concurrently updated"
    ];

    /// <summary>The version of the tables; null where there are none.</summary>
    public static async Task<int?> FindAsync(Database database, CancellationToken cancellationToken)
    {
        try
        {
            return await database.RunAsync(AskAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Schema)
        {
            return null;
        }
    }

    /// <summary>Sees that there is a store which a reader can read: of this version, or of a newer one.</summary>
    public static async Task<int> VerifyReadableAsync(Database database, CancellationToken cancellationToken) =>
        await FindAsync(database, cancellationToken).ConfigureAwait(false) switch
        {
            null or 0 => throw new SequenceStoreException(
                $"There is no sequence store in {database.Name} (schema {database.Text.Schema}). Let an application create it, or its "
                + "owner with PostgreSqlSchema.EnsureAsync.")
            {
                Kind = StoreErrorKind.Schema,
            },
            < Version and var version => throw new SequenceStoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{database.Name} has schema version {version}, and this build works with {Version}. Let an application that may make "
                + $"tables open it, or its owner call PostgreSqlSchema.EnsureAsync."))
            {
                Kind = StoreErrorKind.Schema,
            },
            { } version => version,
        };

    /// <summary>Sees that the tables are those of this version, for whoever goes on writing them.</summary>
    public static async Task VerifyWritableAsync(Database database, CancellationToken cancellationToken)
    {
        var version = await VerifyReadableAsync(database, cancellationToken).ConfigureAwait(false);
        RefuseNewer(database, version);
    }

    /// <summary>Makes what is missing; changes nothing where all is there.</summary>
    /// <param name="database">Where.</param>
    /// <param name="isPartitioned">Whether new tables are partitioned, where the server can.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SequenceStoreException">The tables are of a newer version, or may not be made.</exception>
    public static async Task EnsureAsync(Database database, bool isPartitioned, CancellationToken cancellationToken)
    {
        await CheckEncodingAsync(database, cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(database, cancellationToken).ConfigureAwait(false);
        if (found is { } version and >= Version)
        {
            RefuseNewer(database, version);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await database.RunAsync((work, token) => BootstrapAsync(database, work, token), cancellationToken).ConfigureAwait(false);
                await database.RunAsync((work, token) => UpgradeAsync(database, work, isPartitioned, token), cancellationToken)
                    .ConfigureAwait(false);
                return;
            }
            catch (SequenceStoreException e) when (IsRace(e) && attempt < MostTries)
            {
                var rest = TimeSpan.FromMilliseconds(Random.Shared.Next(5, 50));
                await Task.Delay(rest, database.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<int?> AskAsync(Work work, CancellationToken cancellationToken)
    {
        using var ask = work.Statements().Add(ReadVersion);
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var rows = await answers.AllAsync(row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The schema and the one row that everybody who changes it holds; each by itself, so that two may meet in it.</summary>
    private static async Task BootstrapAsync(Database database, Work work, CancellationToken cancellationToken)
    {
        using (var look = work.Statements().Add("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", Parameter.Text(database.Text.Schema)))
        {
            var answers = await look.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            var isThere = (await answers.AllAsync(_ => true, cancellationToken).ConfigureAwait(false)).Count > 0;
            await answers.DisposeAsync().ConfigureAwait(false);
            using var create = work.Statements().AddIf(!isThere, $"CREATE SCHEMA IF NOT EXISTS {database.Text.QuotedSchema}");
            await create.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        using var table = work.Statements()
            .Add("CREATE TABLE IF NOT EXISTS store_version (id integer NOT NULL PRIMARY KEY, version integer NOT NULL)");
        await table.RunAsync(cancellationToken).ConfigureAwait(false);
        using var row = work.Statements().Add("INSERT INTO store_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING");
        await row.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task UpgradeAsync(Database database, Work work, bool isPartitioned, CancellationToken cancellationToken)
    {
        var version = 0;
        var server = "";
        using (var hold = work.Statements()
            .WithPatience(TimeSpan.FromSeconds(LongestWait + Grace))
            .Add(Work.Begin)
            .Add(FormattableString.Invariant($"SET LOCAL lock_timeout = '{LongestWait}s'"))
            .Add(FormattableString.Invariant($"SET LOCAL statement_timeout = '{LongestUpgrade}s'"))
            .Add(ReadVersion + " FOR UPDATE")
            .Add("SELECT version()"))
        {
            var answers = await hold.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            version = (await answers.AllAsync(row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
            server = (await answers.AllAsync(row => row.GetString(0), cancellationToken).ConfigureAwait(false))[0];
        }

        RefuseNewer(database, version);
        if (version == Version)
        {
            await work.RollBackAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var isBytewise = !server.Contains("Cockroach", StringComparison.OrdinalIgnoreCase);
        var found = version;
        using (var migration = work.Statements().WithPatience(TimeSpan.FromSeconds(LongestUpgrade + Grace)))
        {
            while (version < Version)
            {
                version++;
                foreach (var file in SqlFile.NamesOf(version))
                {
                    foreach (var statement in SqlStatements.Of(SqlFile.Read(file, isPartitioned && isBytewise, isBytewise)))
                    {
                        migration.Add(statement);
                    }
                }
            }

            if (found == 0 && isPartitioned && isBytewise)
            {
                MonthPartitions.AddDefaults(migration);
            }

            await migration.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        if (found == 1)
        {
            await DayCounting.RunAsync(work, cancellationToken).ConfigureAwait(false);
        }

        using var end = work.Statements().Add("UPDATE store_version SET version = $1 WHERE id = 1", Parameter.Int(Version));
        await work.CommitAsync(end, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckEncodingAsync(Database database, CancellationToken cancellationToken)
    {
        var encoding = await database.RunAsync(
            async (work, token) =>
            {
                using var ask = work.Statements().Add("SHOW server_encoding");
                var answers = await ask.AskAsync(token).ConfigureAwait(false);
                await using var _ = answers.ConfigureAwait(false);
                return (await answers.AllAsync(row => row.GetString(0), token).ConfigureAwait(false))[0];
            },
            cancellationToken).ConfigureAwait(false);
        if (!encoding.Replace("-", "", StringComparison.Ordinal).Equals("UTF8", StringComparison.OrdinalIgnoreCase))
        {
            throw new SequenceStoreException(
                $"{database.Name} keeps texts in {encoding}, which has no room for all of them. Create the database with ENCODING 'UTF8'.")
            {
                Kind = StoreErrorKind.Schema,
            };
        }
    }

    private static void RefuseNewer(Database database, int version)
    {
        if (version > Version)
        {
            throw new SequenceStoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{database.Name} has schema version {version}, and this build writes {Version}. Nothing was changed, and it can be read; to "
                + $"write it, use the version of SequenceLogging.PostgreSql that made it, or a newer one."))
            {
                Kind = StoreErrorKind.Schema,
            };
        }
    }

    private static bool IsRace(SequenceStoreException e) =>
        e.InnerException is PostgresException failure && Races.Contains(failure.SqlState, StringComparer.Ordinal);
}
