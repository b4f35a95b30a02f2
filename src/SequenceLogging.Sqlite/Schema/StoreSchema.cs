using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Schema;

/// <summary>Makes the tables of a new store, and refuses files that are something else.</summary>
internal static class StoreSchema
{
    /// <summary>The version that this code writes, in SQLite's <c>user_version</c>.</summary>
    public const int Version = 2;

    /// <summary><c>SEQL</c>, in SQLite's <c>application_id</c>: tells a store from any other database.</summary>
    private const long ApplicationId = 0x5345514C;

    /// <summary>
    /// Creates the tables where the file is empty, and adds what a store of an older version lacks. The caller holds the write
    /// lock.
    /// </summary>
    public static void Ensure(Database database)
    {
        // Nothing is changed, not even the journal mode, before it is clear that the file is ours.
        var version = IsEmpty(database) ? 0 : VersionOf(database);
        UseWriteAheadLog(database);
        if (version < Version)
        {
            Upgrade(database, version);
        }
    }

    /// <summary>Whether there is nothing in the file yet.</summary>
    public static bool IsEmpty(Database database) => database.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0;

    /// <summary>Whether the file says that it is a store, of whatever version.</summary>
    public static bool IsStore(Database database) => database.ReadNumber("PRAGMA application_id") == ApplicationId;

    /// <summary>Sees that the file is a store of this version, or of one that <see cref="Ensure"/> brings up to it.</summary>
    public static void Verify(Database database) => VersionOf(database);

    /// <summary>Sees that the file is a store of this version, for whoever may not change it.</summary>
    public static void VerifyCurrent(Database database)
    {
        if (VersionOf(database) is var version && version < Version)
        {
            throw new SequenceStoreException(
                $"{database.Path} has schema version {version}, and this build reads {Version}. Nothing was changed; an "
                + "application that opens it for writing brings it up to date, and so does seqlog import.")
            {
                Kind = StoreErrorKind.Schema,
            };
        }
    }

    private static long VersionOf(Database database)
    {
        if (!IsStore(database))
        {
            throw new SequenceStoreException(
                $"{database.Path} is a SQLite database, but no sequence store. Nothing was changed; choose another path.")
            {
                Kind = StoreErrorKind.Schema,
            };
        }

        if (database.ReadNumber("PRAGMA user_version") is not { } version || version is < 1 or > Version)
        {
            throw new SequenceStoreException(
                $"{database.Path} has schema version {database.ReadNumber("PRAGMA user_version")}, and this build knows 1 to "
                + $"{Version}. Nothing was changed; use the version of SequenceLogging.Sqlite that wrote it, or a newer one.")
            {
                Kind = StoreErrorKind.Schema,
            };
        }

        return version;
    }

    private static void UseWriteAheadLog(Database database)
    {
        using var mode = database.Prepare("PRAGMA journal_mode = WAL");
        mode.Step();
        if (mode.Text(0) != "wal")
        {
            throw new SequenceStoreException(
                $"{database.Path} cannot have a write-ahead log there; its journal mode stays {mode.Text(0)}. "
                + "Keep the store on a local disk.");
        }
    }

    private static void Upgrade(Database database, long version)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            while (version < Version)
            {
                database.Execute(ReadResource(FormattableString.Invariant($"Schema{++version}.sql")));
            }

            database.Execute($"PRAGMA application_id = {ApplicationId}");
            database.Execute($"PRAGMA user_version = {Version}");
            database.Execute("COMMIT");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private static string ReadResource(string name)
    {
        using var stream = typeof(StoreSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
