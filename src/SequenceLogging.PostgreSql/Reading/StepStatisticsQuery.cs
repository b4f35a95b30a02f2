using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads how often steps were made and followed one another, added up over the slots; looks at no step.</summary>
internal static class StepStatisticsQuery
{
    public static async Task<StepStatistics> RunAsync(Work work, int firstMonth, int lastMonth, CancellationToken cancellationToken)
    {
        using var ask = work.Statements()
            .Add(Work.BeginQuestion)
            .Add(
                """
                SELECT x.month, k.component, k.step_name, x.status, x.count, x.durations
                  FROM step_statistics x JOIN step_kinds k ON k.id = x.kind
                 WHERE x.month BETWEEN $1 AND $2
                 ORDER BY x.month, k.id, x.status
                """,
                Parameter.Int(firstMonth), Parameter.Int(lastMonth))
            .Add(
                """
                SELECT x.month, f.component, f.step_name, t.component, t.step_name, x.count, x.waits
                  FROM step_transitions x JOIN step_kinds f ON f.id = x.from_kind JOIN step_kinds t ON t.id = x.to_kind
                 WHERE x.month BETWEEN $1 AND $2
                 ORDER BY x.month, f.id, t.id
                """,
                Parameter.Int(firstMonth), Parameter.Int(lastMonth))
            .Add("COMMIT");
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var steps = await answers.AllAsync(
            row => new StepCount(
                row.GetInt32(0), Named(row, 1), (StepStatus)row.GetInt16(3), row.GetInt64(4), DurationHistogram.Read(row.Bytes(5))),
            cancellationToken).ConfigureAwait(false);
        var transitions = await answers.AllAsync(
            row => new StepTransition(
                row.GetInt32(0), Named(row, 1), Named(row, 3), row.GetInt64(5), DurationHistogram.Read(row.Bytes(6))),
            cancellationToken).ConfigureAwait(false);
        await answers.FinishAsync(cancellationToken).ConfigureAwait(false);
        return new StepStatistics(
            [
                .. steps.GroupBy(s => (s.Month, s.Step, s.Status)).Select(g => g.First() with
                {
                    Count = g.Sum(s => s.Count),
                    Durations = Sum(g.Select(s => s.Durations)),
                }),
            ],
            [
                .. transitions.GroupBy(t => (t.Month, t.From, t.To)).Select(g => g.First() with
                {
                    Count = g.Sum(t => t.Count),
                    Waits = Sum(g.Select(t => t.Waits)),
                }),
            ]);
    }

    public static void AddDays(Statements statements, DateOnly firstDay, DateOnly lastDay) => statements.Add(
        """
        SELECT x.day, k.component, k.step_name, x.status, x.count, x.durations
          FROM daily_statistics x JOIN step_kinds k ON k.id = x.kind
         WHERE x.day BETWEEN $1 AND $2
         ORDER BY x.day, k.id, x.status
        """,
        Parameter.Int(RecordTime.ToNumber(firstDay)), Parameter.Int(RecordTime.ToNumber(lastDay)));

    public static DailyStepCount ReadDay(NpgsqlDataReader row) => new(
        RecordTime.ToDay(row.GetInt32(0)),
        Named(row, 1),
        (StepStatus)row.GetInt16(3),
        row.GetInt64(4),
        DurationHistogram.Read(row.Bytes(5)));

    public static IReadOnlyList<DailyStepCount> SumOfSlots(IEnumerable<DailyStepCount> days) =>
    [
        .. days.GroupBy(d => (d.Day, d.Step, d.Status)).Select(g => g.First() with
        {
            Count = g.Sum(d => d.Count),
            Durations = Sum(g.Select(d => d.Durations)),
        }),
    ];

    private static DurationHistogram Sum(IEnumerable<DurationHistogram> parts)
    {
        var sum = new DurationHistogram();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    private static NamedStep Named(NpgsqlDataReader row, int column) => new(row.Text(column).NullWhenEmpty(), row.Text(column + 1));
}
