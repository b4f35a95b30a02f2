using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Statistics;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Reads the totals that were kept as records arrived; looks at no step.</summary>
internal static class StatisticsQuery
{
    private const int RecentSequences = 10;

    public static SystemStatistics Run(Database database)
    {
        var totals = ReadTotals(database);
        var (components, steps) = ReadComponents(database);
        var byStatus = Enum.GetValues<SequenceStatus>()
            .ToDictionary(s => s, s => totals.GetValueOrDefault("sequences_" + s.ToText()));
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
                totals.TryGetValue("last_activity", out var last) ? Storage.RecordTime.FromMicroseconds(last) : null),
            Steps = steps,
            Links = new LinkTotals(totals.GetValueOrDefault("links")),
            Counters = ReadCounters(database),
            Components = components,
            Delivery = ReadDelivery(database),
            Recent = HeaderQuery.Run(database, new SequenceQuery { Limit = RecentSequences }),
        };
    }

    private static Dictionary<string, long> ReadTotals(Database database)
    {
        using var row = database.Prepare("SELECT name, value FROM store_totals");
        var totals = new Dictionary<string, long>();
        while (row.Step())
        {
            totals.Add(row.Text(0), row.Int64(1));
        }

        return totals;
    }

    private static List<MonthCounter> ReadCounters(Database database)
    {
        using var row = database.Prepare("SELECT year, month, counter FROM sequence_counter WHERE counter > 0 ORDER BY year, month");
        var counters = new List<MonthCounter>();
        while (row.Step())
        {
            counters.Add(new MonthCounter($"{row.Int32(0):D4}-{row.Int32(1):D2}", row.Int64(2)));
        }

        return counters;
    }

    private static (List<ComponentStatistics> Components, StepTotals Steps) ReadComponents(Database database)
    {
        using var row = database.Prepare(
            """
            SELECT k.component, k.step_name, x.status, x.count, x.durations
              FROM step_statistics x JOIN step_kinds k ON k.id = x.kind
            """);
        var components = new Dictionary<string, ComponentTally>();
        var names = new HashSet<string>();
        while (row.Step())
        {
            var component = row.Text(0);
            if (!components.TryGetValue(component, out var tally))
            {
                components.Add(component, tally = new ComponentTally());
            }

            tally.Add((StepStatus)row.Int32(2), row.Int64(3), DurationHistogram.Read(row.Blob(4)));
            names.Add(row.Text(1));
        }

        var list = components
            .OrderByDescending(c => c.Value.Total)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Value.ToStatistics(c.Key.NullWhenEmpty()))
            .ToList();
        return (list, new StepTotals(list.Sum(c => c.TotalSteps), list.Sum(c => c.FailedSteps), names.Count));
    }

    private static DeliveryTotals ReadDelivery(Database database)
    {
        using var row = database.Prepare("SELECT outcome, reason, count FROM delivery_totals");
        var counts = new Dictionary<(string Outcome, string Reason), long>();
        while (row.Step())
        {
            counts.Add((row.Text(0), row.Text(1)), row.Int64(2));
        }

        return new DeliveryTotals
        {
            Emitted = counts.GetValueOrDefault(("emitted", "")),
            Stored = counts.GetValueOrDefault(("stored", "")),
            Duplicate = counts.GetValueOrDefault(("duplicate", "")),
            RejectedBy = By("rejected"),
            DroppedBy = By("dropped"),
        };

        Dictionary<string, long> By(string outcome) =>
            counts.Where(c => c.Key.Outcome == outcome).ToDictionary(c => c.Key.Reason, c => c.Value);
    }

    private sealed class ComponentTally
    {
        private readonly DurationHistogram _durations = new();
        private readonly long[] _counts = new long[4];

        public long Total => _counts.Sum();

        public void Add(StepStatus status, long count, DurationHistogram durations)
        {
            _counts[(int)status] += count;
            _durations.Add(durations);
        }

        public ComponentStatistics ToStatistics(string? component)
        {
            var completed = _counts[(int)StepStatus.Completed];
            var failed = _counts[(int)StepStatus.Failed];
            return new ComponentStatistics
            {
                Component = component,
                TotalSteps = Total,
                CompletedSteps = completed,
                FailedSteps = failed,
                SuccessRate = completed + failed == 0 ? null : (double)completed / (completed + failed),
                P50Ms = _durations.Quantile(0.5),
                P95Ms = _durations.Quantile(0.95),
                P99Ms = _durations.Quantile(0.99),
            };
        }
    }
}
