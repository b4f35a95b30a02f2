using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>The last number of each month, in the store and beside it.</summary>
internal sealed class MarkFinding(string path)
{
    private const string Name = "id_marks";

    public StoreFinding Run(Database database)
    {
        var counters = CounterTable.ReadAll(database);

        // Read behind the picture of the store, so a mark may be above its counter by what was committed in between.
        var marks = MarkFile.Read(MarkFile.PathOf(path)).ToDictionary(m => (m.Year, m.Month), m => m.Number);
        var behind = counters.Where(c => marks.GetValueOrDefault((c.Year, c.Month)) < c.Number).Select(Text).ToArray();
        var ahead = marks.Where(m => m.Value > counters.FirstOrDefault(c => (c.Year, c.Month) == m.Key).Number)
            .Select(m => Text(new IdMark(m.Key.Year, m.Key.Month, m.Value))).ToArray();
        if (behind.Length > 0)
        {
            return new StoreFinding(
                Name,
                FindingLevel.Notice,
                "missing or below the counter: " + string.Join(", ", behind),
                $"{MarkFile.PathOf(path)} is brought up to date by the next application that opens the store for writing.");
        }

        return ahead.Length == 0
            ? new StoreFinding(Name, FindingLevel.Good, FormattableString.Invariant($"{counters.Count} {(counters.Count == 1 ? "month" : "months")}, as the store has them"))
            : new StoreFinding(
                Name,
                FindingLevel.Notice,
                "above the counter: " + string.Join(", ", ahead),
                "Either ids were issued just now, or this is an older copy of the store: then ids go on above these, and the numbers "
                + "in between become a gap.");
    }

    private static string Text(IdMark mark) => FormattableString.Invariant($"{mark.Year:D4}-{mark.Month:D2} {mark.Number}");
}
