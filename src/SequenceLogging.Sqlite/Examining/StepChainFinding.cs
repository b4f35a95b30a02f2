using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>
/// Goes the way back through the steps of every sequence, and sees that it leads to all of them. SQLite's own checks know nothing of
/// it. Some sequences at a time, each stretch in a transaction of its own.
/// </summary>
internal sealed class StepChainFinding(Func<Func<Database, object>, object> ask)
{
    public const string Name = "step_chains";

    /// <summary>So many sequences are looked at in one transaction: some ten milliseconds.</summary>
    private const int StretchLength = 5_000;

    private const int MostFaults = 10;

    private static readonly string Broken =
        $"""
        {StepChain.Of("sequence", "r.id > ?1 AND r.id <= ?2")}
        SELECT s.sequence_id
          FROM sequences s
          LEFT JOIN (SELECT sequence, count(*) AS length, min(id) AS first FROM chain GROUP BY sequence) c ON c.sequence = s.id
         WHERE s.id > ?1 AND s.id <= ?2 AND (coalesce(c.length, 0) <> s.step_count OR c.first IS NOT s.first_step)
         ORDER BY s.id
        """;

    public StoreFinding Run()
    {
        var broken = FindBroken();
        var strangers = broken.Count > 0 ? 0 : (long)ask(database => CountStrangers(database));
        return broken.Count == 0 && strangers == 0
            ? new StoreFinding(Name, FindingLevel.Good, "every step is found from the last one of its sequence")
            : new StoreFinding(
                Name,
                FindingLevel.Problem,
                broken.Count > 0
                    ? "the way back from the last step does not lead to all steps of " + string.Join(", ", broken)
                    : FormattableString.Invariant($"{strangers} steps are found from no sequence"),
                "Rows were changed or deleted by another program. What is left of the steps is in the table steps; go on with a backup.");
    }

    private List<string> FindBroken()
    {
        var broken = new List<string>();
        for (var after = 0L; broken.Count < MostFaults;)
        {
            var last = (long)ask(database => EndOfStretch(database, after));
            if (last == 0)
            {
                break;
            }

            var first = after;
            broken.AddRange((List<string>)ask(database => FindBroken(database, first, last)));
            after = last;
        }

        return broken;
    }

    private static long EndOfStretch(Database database, long after)
    {
        using var select = database.Prepare("SELECT max(id) FROM (SELECT id FROM sequences WHERE id > ? ORDER BY id LIMIT ?)");
        return select.Bind(1, after).Bind(2, StretchLength).Step() ? select.Int64(0) : 0;
    }

    private static List<string> FindBroken(Database database, long after, long last)
    {
        using var select = database.Prepare(Broken);
        select.Bind(1, after).Bind(2, last);
        var broken = new List<string>();
        while (broken.Count < MostFaults && select.Step())
        {
            broken.Add(select.Text(0));
        }

        return broken;
    }

    private static long CountStrangers(Database database) => database.ReadNumber(
        "SELECT (SELECT count(*) FROM steps) - (SELECT coalesce(sum(step_count), 0) FROM sequences)") ?? 0;
}
