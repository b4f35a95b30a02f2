using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>The totals that were kept as records arrived.</summary>
internal static class StatisticsAnswer
{
    private const int RecentSequences = 10;

    public static SystemStatistics Of(Memory memory)
    {
        var totals = memory.Totals;
        var components = Components(memory);
        var steps = new StepTotals(
            components.Sum(c => c.TotalSteps),
            components.Sum(c => c.FailedSteps),
            totals.Steps.Keys.Select(cell => memory.Kinds[cell.Kind].StepName).Distinct(StringComparer.Ordinal).Count());
        var sequences = Enum.GetValues<SequenceStatus>().Sum(totals.SequencesIn);
        return new SystemStatistics
        {
            Sequences = new SequenceTotals(
                sequences,
                totals.SequencesIn(SequenceStatus.Active),
                totals.SequencesIn(SequenceStatus.Completed),
                totals.SequencesIn(SequenceStatus.Failed),
                totals.SequencesIn(SequenceStatus.Abandoned),
                sequences == 0 ? 0 : (double)steps.Total / sequences,
                totals.LastActivity is { } at ? RecordTime.FromMicroseconds(at) : null),
            Steps = steps,
            Links = new LinkTotals(totals.Links),
            Counters = [.. memory.Ids.Counters.Select(c => new MonthCounter($"{c.Year:D4}-{c.Month:D2}", c.Last))],
            Components = components,
            Delivery = Delivery(memory.Delivery),
            Recent = JourneyAnswer.Find(memory, new SequenceQuery { Limit = RecentSequences }),
        };
    }

    private static IReadOnlyList<ComponentStatistics> Components(Memory memory) =>
    [
        .. memory.Totals.Steps
            .GroupBy(step => memory.Kinds[step.Key.Kind].Component, StringComparer.Ordinal)
            .Select(steps => Component(steps.Key, [.. steps]))
            .OrderByDescending(c => c.TotalSteps)
            .ThenBy(c => c.Component, StringComparer.Ordinal),
    ];

    private static ComponentStatistics Component(string name, KeyValuePair<StepCell, Tally>[] steps)
    {
        var durations = new DurationHistogram();
        Array.ForEach(steps, step => durations.Add(step.Value.Durations));
        var (completed, failed) = (CountOf(StepStatus.Completed), CountOf(StepStatus.Failed));
        return new ComponentStatistics
        {
            Component = name.Length == 0 ? null : name,
            TotalSteps = steps.Sum(step => step.Value.Count),
            CompletedSteps = completed,
            FailedSteps = failed,
            SuccessRate = completed + failed == 0 ? null : (double)completed / (completed + failed),
            P50Ms = durations.Quantile(0.5),
            P95Ms = durations.Quantile(0.95),
            P99Ms = durations.Quantile(0.99),
        };

        long CountOf(StepStatus status) => steps.Where(step => step.Key.Status == status).Sum(step => step.Value.Count);
    }

    private static DeliveryTotals Delivery(Dictionary<DeliveryKey, long> counts)
    {
        return new DeliveryTotals
        {
            Emitted = counts.GetValueOrDefault(new DeliveryKey(DeliveryNames.Emitted, "")),
            Stored = counts.GetValueOrDefault(new DeliveryKey(DeliveryNames.Of(RecordOutcome.Stored), "")),
            Duplicate = counts.GetValueOrDefault(new DeliveryKey(DeliveryNames.Of(RecordOutcome.Duplicate), "")),
            RejectedBy = By(RecordOutcome.Rejected),
            DroppedBy = By(RecordOutcome.Dropped),
        };

        Dictionary<string, long> By(RecordOutcome outcome) => counts
            .Where(count => count.Key.Outcome == DeliveryNames.Of(outcome) && count.Value != 0)
            .ToDictionary(count => count.Key.Reason, count => count.Value);
    }
}
