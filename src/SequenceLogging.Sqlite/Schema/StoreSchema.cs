using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Schema;

/// <summary>Makes the tables of a new store, and refuses files that are something else.</summary>
internal static class StoreSchema
{
    /// <summary>The version that this code writes, in SQLite's <c>user_version</c>.</summary>
    public const int Version = 5;

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

    /// <summary>Sees that the file is a store, whatever its version.</summary>
    public static void VerifyStore(Database database) => AnyVersionOf(database);

    /// <summary>Sees that the file is a store whose tables this code can ask; those of a newer version as far as they are known.</summary>
    /// <returns>Its version.</returns>
    public static long VerifyReadable(Database database)
    {
        if (AnyVersionOf(database) is var version && version < Version)
        {
            throw Refusal(
                $"{database.Path} has schema version {version}, and this build reads {Version}. Nothing was changed; an "
                + "application that opens it for writing brings it up to date, and so does seqlog import.");
        }

        return version;
    }

    /// <summary>What is to be said of a store that a newer version has written.</summary>
    public static string TextOfNewer(string path, long version) =>
        $"{path} has schema version {version}, and this build knows 1 to {Version}. It is read as far as its tables are known, and "
        + "not written; use the version of SequenceLogging.Sqlite that wrote it, or a newer one.";

    /// <summary>The statements that make what is in a store of this version, by kind and name.</summary>
    public static IReadOnlyDictionary<string, string> Describe()
    {
        using var database = Database.OpenWriter(":memory:", TimeSpan.Zero);
        for (var version = 1; version <= Version; version++)
        {
            database.Execute(ReadResource(FormattableString.Invariant($"Schema{version}.sql")));
        }

        return Examining.StructureFinding.Read(database);
    }

    private static long VersionOf(Database database) =>
        AnyVersionOf(database) is var version && version <= Version
            ? version
            : throw Refusal("Nothing was changed. " + TextOfNewer(database.Path, version));

    private static long AnyVersionOf(Database database)
    {
        if (!IsStore(database))
        {
            throw Refusal(
                $"{database.Path} is a SQLite database, but no sequence store. Nothing was changed; choose another path.");
        }

        return database.ReadNumber("PRAGMA user_version") is { } version and >= 1
            ? version
            : throw Refusal(
                $"{database.Path} has schema version {database.ReadNumber("PRAGMA user_version")}, which no version of "
                + $"SequenceLogging.Sqlite writes; this build knows 1 to {Version}. Nothing was changed; go on with a backup.");
    }

    private static SequenceStoreException Refusal(string message) => new(message) { Kind = StoreErrorKind.Schema };

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
            var isCounted = version is 0 or >= 4;
            while (version < Version)
            {
                database.Execute(ReadResource(FormattableString.Invariant($"Schema{++version}.sql")));
            }

            if (!isCounted)
            {
                StatisticsTable.CountDays(database);
            }

            new OlderWriters(database).Note();

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
