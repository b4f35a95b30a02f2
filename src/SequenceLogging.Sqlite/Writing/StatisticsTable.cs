using SequenceLogging.Sqlite.Native;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// Adds what a batch counted to the store's statistics. The tallies in use are remembered between batches, until somebody
/// else writes to the file.
/// </summary>
internal sealed class StatisticsTable(Database database)
{
    private const int MostRemembered = 20_000;

    private static readonly SequenceStatus[] Statuses = Enum.GetValues<SequenceStatus>();

    private readonly Dictionary<DayCell, Tally> _days = [];
    private readonly Dictionary<StepCell, Tally> _steps = [];
    private readonly Dictionary<TransitionCell, Tally> _transitions = [];

    /// <summary>Counts the steps that are stored already by day, for a file that is brought up to date.</summary>
    /// <param name="database">The file.</param>
    /// <param name="behind">Only those behind this one.</param>
    public static void CountDays(Database database, long behind = 0)
    {
        var table = new StatisticsTable(database);
        var days = new Dictionary<DayCell, Tally>();
        using var step = database.Prepare("SELECT timestamp, kind, status, duration_ms FROM steps WHERE id > ? ORDER BY id");
        step.Bind(1, behind);
        while (step.Step())
        {
            var cell = new DayCell(RecordTime.DayOf(step.Int64(0)), step.Int32(1), (StepStatus)step.Int32(2));
            if (!days.TryGetValue(cell, out var tally))
            {
                // Steps come in the order of their days, or nearly so.
                table.AddDays(days, atLeast: MostRemembered);
                days.Add(cell, tally = new Tally());
            }

            tally.Add(step.DoubleOrNull(3) ?? double.NaN);
        }

        table.AddDays(days, atLeast: 1);
    }

    public void Add(StatisticsDelta delta)
    {
        foreach (var (cell, added) in delta.Days)
        {
            Save(cell, Merge(_days, cell, added, Load));
        }

        foreach (var (cell, added) in delta.Steps)
        {
            Save(cell, Merge(_steps, cell, added, Load));
        }

        foreach (var (cell, added) in delta.Transitions)
        {
            Save(cell, Merge(_transitions, cell, added, Load));
        }

        foreach (var status in Statuses)
        {
            if (delta.SequencesIn(status) is not 0 and var count)
            {
                AddTotal("sequences_" + status.ToText(), count);
            }
        }

        AddTotal("links", delta.NewLinks);
        RaiseTotal("last_activity", delta.LastActivity);
    }

    public void Forget()
    {
        _days.Clear();
        _steps.Clear();
        _transitions.Clear();
    }

    private static Tally Merge<TCell>(Dictionary<TCell, Tally> known, TCell cell, Tally added, Func<TCell, Tally> load)
        where TCell : notnull
    {
        if (known.Count > MostRemembered)
        {
            known.Clear();
        }

        if (!known.TryGetValue(cell, out var tally))
        {
            tally = load(cell);
            known.Add(cell, tally);
        }

        tally.Add(added);
        return tally;
    }

    private void AddDays(Dictionary<DayCell, Tally> days, int atLeast)
    {
        if (days.Count < atLeast)
        {
            return;
        }

        foreach (var (cell, added) in days)
        {
            Save(cell, Merge(_days, cell, added, Load));
        }

        days.Clear();
    }

    private Tally Load(DayCell cell)
    {
        using var select = database.Prepare(
            "SELECT count, durations FROM daily_statistics WHERE day = ? AND kind = ? AND status = ?");
        return Read(select.Bind(1, cell.Day).Bind(2, cell.Kind).Bind(3, (long)cell.Status));
    }

    private Tally Load(StepCell cell)
    {
        using var select = database.Prepare(
            "SELECT count, durations FROM step_statistics WHERE month = ? AND kind = ? AND status = ?");
        return Read(select.Bind(1, cell.Month).Bind(2, cell.Kind).Bind(3, (long)cell.Status));
    }

    private Tally Load(TransitionCell cell)
    {
        using var select = database.Prepare(
            "SELECT count, waits FROM step_transitions WHERE month = ? AND from_kind = ? AND to_kind = ?");
        return Read(select.Bind(1, cell.Month).Bind(2, cell.From).Bind(3, cell.To));
    }

    private static Tally Read(Statement select) => select.Step()
        ? new Tally { Count = select.Int64(0), Durations = DurationHistogram.Read(select.Blob(1)) }
        : new Tally();

    private void Save(DayCell cell, Tally tally) =>
        database.Prepare("INSERT OR REPLACE INTO daily_statistics (day, kind, status, count, durations) VALUES (?, ?, ?, ?, ?)")
            .Bind(1, cell.Day).Bind(2, cell.Kind).Bind(3, (long)cell.Status).Bind(4, tally.Count)
            .BindBlob(5, tally.Durations.ToArray()).Run();

    private void Save(StepCell cell, Tally tally) =>
        database.Prepare("INSERT OR REPLACE INTO step_statistics (month, kind, status, count, durations) VALUES (?, ?, ?, ?, ?)")
            .Bind(1, cell.Month).Bind(2, cell.Kind).Bind(3, (long)cell.Status).Bind(4, tally.Count)
            .BindBlob(5, tally.Durations.ToArray()).Run();

    private void Save(TransitionCell cell, Tally tally) =>
        database.Prepare("INSERT OR REPLACE INTO step_transitions (month, from_kind, to_kind, count, waits) VALUES (?, ?, ?, ?, ?)")
            .Bind(1, cell.Month).Bind(2, cell.From).Bind(3, cell.To).Bind(4, tally.Count)
            .BindBlob(5, tally.Durations.ToArray()).Run();

    private void AddTotal(string name, long value)
    {
        if (value != 0)
        {
            database.Prepare(
                    "INSERT INTO store_totals (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2")
                .Bind(1, name).Bind(2, value).Run();
        }
    }

    private void RaiseTotal(string name, long value)
    {
        if (value != long.MinValue)
        {
            database.Prepare(
                    "INSERT INTO store_totals (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = max(value, ?2)")
                .Bind(1, name).Bind(2, value).Run();
        }
    }
}
