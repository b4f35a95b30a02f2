using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Writing;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads the totals that were kept as records arrived; looks at no step.</summary>
internal static class StatisticsQuery
{
    private const int RecentSequences = 10;

    public static SystemStatistics Run(Database database, CancellationToken cancellationToken)
    {
        var totals = database.ById(Collections.Totals, StoreTotals.Id) ?? [];
        var (components, steps) = ReadComponents(database, cancellationToken);
        var byStatus = Enum.GetValues<SequenceStatus>().ToDictionary(s => s, s => totals.Int64(StoreTotals.Sequences(s)));
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
                totals.TimeOrNull(StoreTotals.LastActivity)),
            Steps = steps,
            Links = new LinkTotals(totals.Int64(StoreTotals.Links)),
            Counters =
            [
                .. database.All(Collections.Counters, token: cancellationToken)
                    .Select(c => new MonthCounter($"{c.Int64("_id") / 100:D4}-{c.Int64("_id") % 100:D2}", c.Int64("counter"))),
            ],
            Components = components,
            Delivery = ReadDelivery(database),
            Recent = new HeaderQuery(database, cancellationToken).Run(new SequenceQuery { Limit = RecentSequences }),
        };
    }

    private static (List<ComponentStatistics> Components, StepTotals Steps) ReadComponents(Database database, CancellationToken cancellationToken)
    {
        var names = new StepNames(database);
        var components = new Dictionary<string, ComponentTally>();
        var steps = new HashSet<string>();
        foreach (var row in database.All(Collections.StepStatistics, token: cancellationToken))
        {
            var (name, component) = names.Of(row.Int64("kind"));
            if (!components.TryGetValue(component ?? "", out var tally))
            {
                components.Add(component ?? "", tally = new ComponentTally());
            }

            tally.Add((StepStatus)row.Int32("status"), row.Int64("count"), DurationHistogram.Read(row.BytesOrNull("durations")));
            steps.Add(name.Value);
        }

        var list = components
            .OrderByDescending(c => c.Value.Total)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Value.ToStatistics(c.Key.Length == 0 ? null : c.Key))
            .ToList();
        return (list, new StepTotals(list.Sum(c => c.TotalSteps), list.Sum(c => c.FailedSteps), steps.Count));
    }

    private static DeliveryTotals ReadDelivery(Database database)
    {
        var rows = database.All(Collections.Delivery)
            .Select(d => (Outcome: d.Text("outcome"), Reason: d.Text("reason"), Count: d.Int64("count"))).ToList();
        return new DeliveryTotals
        {
            Emitted = Sum(DeliveryNames.Emitted),
            Stored = Sum(DeliveryNames.Of(RecordOutcome.Stored)),
            Duplicate = Sum(DeliveryNames.Of(RecordOutcome.Duplicate)),
            RejectedBy = By(DeliveryNames.Of(RecordOutcome.Rejected)),
            DroppedBy = By(DeliveryNames.Of(RecordOutcome.Dropped)),
        };

        long Sum(string outcome) => rows.Where(r => r.Outcome == outcome).Sum(r => r.Count);

        Dictionary<string, long> By(string outcome) =>
            rows.Where(r => r.Outcome == outcome).ToDictionary(r => r.Reason, r => r.Count);
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
