using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Finds the store's numbers for kinds of steps.</summary>
internal static class StepKindsQuery
{
    /// <summary>Those with a name, of whatever component.</summary>
    public static IReadOnlyCollection<int> OfName(Database database, string name)
    {
        using var row = database.Prepare("SELECT id FROM step_kinds WHERE step_name = ?");
        row.Bind(1, name);
        var kinds = new List<int>();
        while (row.Step())
        {
            kinds.Add(row.Int32(0));
        }

        return kinds;
    }

    /// <summary>Those of a flow.</summary>
    public static IReadOnlyCollection<int> OfFlow(Database database, string flow)
    {
        using var row = database.Prepare("SELECT id, step_name, ?1 FROM step_kinds WHERE instr(step_name, ?1) = 1");
        row.Bind(1, flow);
        var kinds = new List<int>();
        while (row.Step())
        {
            // Both as SQLite has them, in which half a surrogate pair is another character.
            if (StepName.TryParse(row.Text(1), out var name) && name.Flow == row.Text(2))
            {
                kinds.Add(row.Int32(0));
            }
        }

        return kinds;
    }
}
