using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>Whether the tables, indexes, triggers and views are those that this build makes, and what else is there.</summary>
internal static class StructureFinding
{
    private const string Name = "structure";

    public static StoreFinding Run(Database database)
    {
        var expected = StoreSchema.Describe();
        var found = Read(database);
        var wrong = expected.Where(e => found.GetValueOrDefault(e.Key) != e.Value).Select(e => e.Key).ToArray();
        var foreign = found.Keys.Except(expected.Keys).Order(StringComparer.Ordinal).ToArray();
        var isNewer = database.ReadNumber("PRAGMA user_version") > StoreSchema.Version;
        return (wrong, foreign, isNewer) switch
        {
            ({ Length: > 0 }, _, false) => new StoreFinding(
                Name,
                FindingLevel.Problem,
                "missing or changed: " + string.Join(", ", wrong),
                "Another program has changed the tables. Go on with a backup."),
            (_, { Length: > 0 }, false) => new StoreFinding(
                Name,
                FindingLevel.Notice,
                "not of this library: " + string.Join(", ", foreign),
                "A trigger or an index of others is work in each commit, and what a table of others holds is neither pruned nor erased."),
            (_, _, true) => new StoreFinding(Name, FindingLevel.Notice, "of a newer version"),
            _ => new StoreFinding(Name, FindingLevel.Good, FormattableString.Invariant($"{expected.Count} tables, indexes, triggers and views")),
        };
    }

    /// <summary>The statements that made what is in a database, by name.</summary>
    internal static Dictionary<string, string> Read(Database database)
    {
        using var row = database.Prepare(
            "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite/_%' ESCAPE '/'");
        var found = new Dictionary<string, string>();
        while (row.Step())
        {
            found.Add(row.Text(0), row.Text(1));
        }

        return found;
    }
}
