using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Reading;
using SequenceLogging.LiteDb.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>What makes a LiteDB file a store, and of which version.</summary>
internal static class StoreSchema
{
    /// <summary>The version that this build writes.</summary>
    public const int Version = 2;

    /// <summary>The first version that counts steps by day.</summary>
    public const int VersionWithDays = 2;

    private const string Name = "SequenceLogging";
    private const long TheOne = 1;

    /// <summary>Makes a store of an empty file, brings an older one up to date, and refuses what is another's, or of a version that is not known.</summary>
    public static void Ensure(Database database, string path)
    {
        if (IsEmpty(database))
        {
            database.Transact(() => Create(database));
        }

        var version = VersionOf(database, path);
        if (version < VersionWithDays)
        {
            database.Transact(() => Upgrade(database));
        }

        if (version > Version)
        {
            throw new SequenceStoreException(
                $"LiteDB store {path} has schema version {version}, and this build writes {Version}. Nothing was changed. It can be "
                + "read as it is (seqlog, OpenReader); to write it, use the version of SequenceLogging.LiteDb that made it, or a newer one.")
            {
                Kind = StoreErrorKind.Schema,
            };
        }
    }

    /// <summary>The version of a store.</summary>
    /// <exception cref="SequenceStoreException">The file is no store.</exception>
    public static long VersionOf(Database database, string path) =>
        database.ById(Collections.Store, TheOne) is { } store && store.TextOrNull("name") == Name
            ? store.Int64("version")
            : throw new SequenceStoreException(
                $"{path} is a LiteDB database, but no sequence store. Nothing was changed; choose another path: the store has a file of "
                + "its own.")
            {
                Kind = StoreErrorKind.Schema,
            };

    private static bool IsEmpty(Database database) => !database.HasUserCollection;

    private static void Upgrade(Database database)
    {
        new StatisticsWriter(database).Add(DayCounting.Run(database, default));
        database.Put(Collections.Store, Current);
    }

    private static BsonDocument Current => new() { ["_id"] = TheOne, ["name"] = Name, ["version"] = (long)Version };

    private static void Create(Database database)
    {
        database.Insert(Collections.Store, [Current]);
        foreach (var (collection, field) in Collections.Indexes)
        {
            database.EnsureIndex(collection, field);
        }
    }
}
