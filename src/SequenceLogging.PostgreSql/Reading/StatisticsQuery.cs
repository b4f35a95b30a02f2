using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads the totals that were kept as records arrived, summed over their slots; looks at no step.</summary>
internal static class StatisticsQuery
{
    private const int RecentSequences = 10;

    public static async Task<SystemStatistics> RunAsync(Work work, CancellationToken cancellationToken)
    {
        using var ask = work.Statements()
            .Add(Work.BeginQuestion)
            .Add(
                """
                SELECT name, CASE name WHEN 'last_activity' THEN max(value) ELSE sum(value)::bigint END FROM store_totals GROUP BY name
                """)
            .Add("SELECT year, month, counter FROM sequence_counter ORDER BY year, month")
            .Add(
                """
                SELECT k.component, k.step_name, x.status, x.count, x.durations FROM step_statistics x JOIN step_kinds k ON k.id = x.kind
                """)
            .Add("SELECT outcome, reason, sum(count)::bigint FROM delivery_totals GROUP BY outcome, reason");
        HeaderQuery.Add(ask, new SequenceQuery { Limit = RecentSequences });
        ask.Add("COMMIT");
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var totals = (await answers.AllAsync(row => (row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(t => t.Item1, t => t.Item2);
        var counters = await answers.AllAsync(
            row => new MonthCounter($"{row.GetInt32(0):D4}-{row.GetInt32(1):D2}", row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        var cells = await answers.AllAsync(
            row => new Cell(
                row.Text(0), row.Text(1), (StepStatus)row.GetInt16(2), row.GetInt64(3), DurationHistogram.Read(row.Bytes(4))),
            cancellationToken).ConfigureAwait(false);
        var delivery = (await answers.AllAsync(row => ((row.Text(0), row.Text(1)), row.GetInt64(2)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(d => d.Item1, d => d.Item2);
        var recent = await answers.AllAsync(Headers.Read, cancellationToken).ConfigureAwait(false);
        await answers.FinishAsync(cancellationToken).ConfigureAwait(false);

        var byStatus = Enum.GetValues<SequenceStatus>().ToDictionary(s => s, s => totals.GetValueOrDefault(TotalStatements.NameOf(s)));
        var components = ComponentsOf(cells);
        var steps = new StepTotals(
            components.Sum(c => c.TotalSteps), components.Sum(c => c.FailedSteps), cells.Select(c => c.StepName).Distinct().Count());
        var sequences = byStatus.Values.Sum();
        return new SystemStatistics
        {
            Sequences = new SequenceTotals(
                sequences,
                byStatus[SequenceStatus.Active],
                byStatus[SequenceStatus.Completed],
                byStatus[SequenceStatus.Failed],
                byStatus[SequenceStatus.Abandoned],
                sequences == 0 ? 0 : (double)steps.Total / sequences,
                totals.TryGetValue(TotalStatements.LastActivity, out var last) ? RecordTime.FromMicroseconds(last) : null),
            Steps = steps,
            Links = new LinkTotals(totals.GetValueOrDefault(TotalStatements.Links)),
            Counters = counters,
            Components = components,
            Delivery = DeliveryOf(delivery),
            Recent = recent,
        };
    }

    private static List<ComponentStatistics> ComponentsOf(IEnumerable<Cell> cells) =>
    [
        .. from cell in cells
           group cell by cell.Component into component
           let total = component.Sum(c => c.Count)
           orderby total descending, component.Key
           select StatisticsOf(component.Key, total, [.. component]),
    ];

    private static ComponentStatistics StatisticsOf(string component, long total, IReadOnlyList<Cell> cells)
    {
        var durations = new DurationHistogram();
        foreach (var cell in cells)
        {
            durations.Add(cell.Durations);
        }

        var completed = cells.Where(c => c.Status is StepStatus.Completed).Sum(c => c.Count);
        var failed = cells.Where(c => c.Status is StepStatus.Failed).Sum(c => c.Count);
        return new ComponentStatistics
        {
            Component = component.NullWhenEmpty(),
            TotalSteps = total,
            CompletedSteps = completed,
            FailedSteps = failed,
            SuccessRate = completed + failed == 0 ? null : (double)completed / (completed + failed),
            P50Ms = durations.Quantile(0.5),
            P95Ms = durations.Quantile(0.95),
            P99Ms = durations.Quantile(0.99),
        };
    }

    private static DeliveryTotals DeliveryOf(Dictionary<(string Outcome, string Reason), long> counts)
    {
        return new DeliveryTotals
        {
            Emitted = counts.GetValueOrDefault((DeliveryNames.Emitted, "")),
            Stored = counts.GetValueOrDefault((DeliveryNames.Of(RecordOutcome.Stored), "")),
            Duplicate = counts.GetValueOrDefault((DeliveryNames.Of(RecordOutcome.Duplicate), "")),
            RejectedBy = By(RecordOutcome.Rejected),
            DroppedBy = By(RecordOutcome.Dropped),
        };

        Dictionary<string, long> By(RecordOutcome outcome) =>
            counts.Where(c => c.Key.Outcome == DeliveryNames.Of(outcome)).ToDictionary(c => c.Key.Reason, c => c.Value);
    }

    private sealed record Cell(string Component, string StepName, StepStatus Status, long Count, DurationHistogram Durations);
}
