using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>
/// SQLite's checks: all pages first, which is quick, then each table against its indexes, in a transaction of its own so that the
/// WAL may begin anew in between.
/// </summary>
internal sealed class IntegrityCheck(Func<Func<Database, string>, string> ask)
{
    public const string Name = "integrity";

    public const string Advice =
        "Keep the file as it is, and go on with a backup; what can be read of it is to be had with sqlite3 and .recover.";

    private const int MostFaults = 10;
    private const string Sound = "ok";

    public StoreFinding Run()
    {
        var faults = new List<string>();
        var first = ask(database => Check(database, $"PRAGMA quick_check({MostFaults})"));
        if (first != Sound)
        {
            faults.Add(first);
        }
        else
        {
            foreach (var table in ask(Tables).Split('\n'))
            {
                if (ask(database => Check(database, $"PRAGMA integrity_check(\"{table}\")")) is var fault && fault != Sound)
                {
                    faults.Add(fault);
                }
            }
        }

        return faults.Count == 0
            ? new StoreFinding(Name, FindingLevel.Good, Sound)
            : new StoreFinding(Name, FindingLevel.Problem, string.Join("; ", faults.Take(MostFaults)), Advice);
    }

    private static string Tables(Database database) => database.ReadText(
        "SELECT group_concat(name, char(10)) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite/_%' ESCAPE '/'") ?? "";

    private static string Check(Database database, string pragma)
    {
        using var check = database.Prepare(pragma);
        var lines = new List<string>();
        while (lines.Count < MostFaults && check.Step())
        {
            lines.Add(check.Text(0));
        }

        return string.Join("; ", lines);
    }
}
