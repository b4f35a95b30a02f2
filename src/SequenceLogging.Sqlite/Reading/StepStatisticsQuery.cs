using SequenceLogging.Sqlite.Native;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads how often steps were made and followed one another; looks at no step.</summary>
internal static class StepStatisticsQuery
{
    public static StepStatistics Run(Database database, int firstMonth, int lastMonth) =>
        new(ReadSteps(database, firstMonth, lastMonth), ReadTransitions(database, firstMonth, lastMonth));

    public static IReadOnlyList<DailyStepCount> Days(Database database, DateOnly firstDay, DateOnly lastDay)
    {
        using var row = database.Prepare(
            """
            SELECT t.day, k.component, k.step_name, t.status, t.count, t.durations
              FROM daily_statistics t JOIN step_kinds k ON k.id = t.kind
             WHERE t.day BETWEEN ? AND ?
             ORDER BY t.day, k.id, t.status
            """);
        row.Bind(1, RecordTime.ToNumber(firstDay)).Bind(2, RecordTime.ToNumber(lastDay));
        var days = new List<DailyStepCount>();
        while (row.Step())
        {
            days.Add(new DailyStepCount(
                RecordTime.ToDay(row.Int32(0)),
                Named(row, 1),
                (StepStatus)row.Int32(3),
                row.Int64(4),
                DurationHistogram.Read(row.Blob(5))));
        }

        return days;
    }

    private static List<StepCount> ReadSteps(Database database, int firstMonth, int lastMonth)
    {
        using var row = database.Prepare(
            """
            SELECT t.month, k.component, k.step_name, t.status, t.count, t.durations
              FROM step_statistics t JOIN step_kinds k ON k.id = t.kind
             WHERE t.month BETWEEN ? AND ?
             ORDER BY t.month, k.id, t.status
            """);
        row.Bind(1, firstMonth).Bind(2, lastMonth);
        var steps = new List<StepCount>();
        while (row.Step())
        {
            steps.Add(new StepCount(
                row.Int32(0), Named(row, 1), (StepStatus)row.Int32(3), row.Int64(4), DurationHistogram.Read(row.Blob(5))));
        }

        return steps;
    }

    private static List<StepTransition> ReadTransitions(Database database, int firstMonth, int lastMonth)
    {
        using var row = database.Prepare(
            """
            SELECT t.month, f.component, f.step_name, k.component, k.step_name, t.count, t.waits
              FROM step_transitions t JOIN step_kinds f ON f.id = t.from_kind JOIN step_kinds k ON k.id = t.to_kind
             WHERE t.month BETWEEN ? AND ?
             ORDER BY t.month, f.id, k.id
            """);
        row.Bind(1, firstMonth).Bind(2, lastMonth);
        var transitions = new List<StepTransition>();
        while (row.Step())
        {
            transitions.Add(new StepTransition(
                row.Int32(0), Named(row, 1), Named(row, 3), row.Int64(5), DurationHistogram.Read(row.Blob(6))));
        }

        return transitions;
    }

    private static NamedStep Named(Statement row, int column) =>
        new(row.Text(column) is { Length: > 0 } component ? component : null, row.Text(column + 1));
}
