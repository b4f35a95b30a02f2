using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The tables that hold what belongs to a sequence: every one with a column <c>sequence</c>, so that a new table needs no line
/// here.
/// </summary>
internal static class SequenceRows
{
    public const string Steps = "steps", Links = "links", Rejected = "rejected_records";

    public static IReadOnlyList<string> Tables(Database database)
    {
        using var table = database.Prepare(
            """
            SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'sequence' WHERE t.type = 'table'
            """);
        var tables = new List<string>();
        while (table.Step())
        {
            tables.Add(table.Text(0));
        }

        return tables;
    }

    /// <summary>The condition that a row of a table is one of a sequence, which is the parameter.</summary>
    public static string OfOne(string table) => table == Steps
        ? $"id IN ({StepChain.Of("sequence", "r.id = ?")} SELECT id FROM chain)"
        : "sequence = ?";

    /// <summary>Lowers a total, which is the number of something that is in the store.</summary>
    public static void LowerTotal(Database database, string total, long by)
    {
        if (by != 0)
        {
            database.Prepare("UPDATE store_totals SET value = max(value - ?2, 0) WHERE name = ?1").Bind(1, total).Bind(2, by).Run();
        }
    }
}
