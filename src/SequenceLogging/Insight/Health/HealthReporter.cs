using System.Globalization;
using SequenceLogging.Insight.Components;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight.Health;

/// <summary>Looks at what the store counted, and says what somebody should look at.</summary>
/// <param name="reader">Answers from the store.</param>
/// <param name="time">The clock.</param>
/// <param name="rules">From when on a change is worth a word.</param>
/// <param name="stuck">From when on a sequence is stuck.</param>
internal sealed class HealthReporter(ISequenceReader reader, TimeProvider time, HealthRules rules, StuckRules stuck)
{
    /// <summary>A step that was made on so many days of ten, and on none of the last two, has fallen silent.</summary>
    private const double EveryDay = 0.9;

    private const int SilentDays = 2;

    /// <summary>The report as of now.</summary>
    public async ValueTask<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = today.AddDays(1 - rules.Days);
        var before = first.AddDays(-rules.Days);
        var counts = await reader.GetDailyStatisticsAsync(before, today, cancellationToken).ConfigureAwait(false);
        var totals = await reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);
        var waiting = await new StuckFinder(reader, time, stuck).FindAsync(cancellationToken).ConfigureAwait(false);

        var all = StepFigures.Of(counts.Where(c => c.Day >= first));
        HealthFinding[] findings =
        [
            .. Lost(totals.Delivery),
            .. Changes(counts, first, c => c.Failing(rules)),
            .. Stuck(waiting),
            .. Changes(counts, first, c => c.Slow(rules)),
            .. Silent(counts, before, today),
        ];
        return new HealthReport
        {
            FirstDay = first,
            LastDay = today,
            ComparedFrom = before,
            Steps = all.TotalSteps,
            FailedSteps = all.FailedSteps,
            Findings = findings,
            Summary = Summary(all, findings, totals.Sequences.LastActivity),
        };
    }

    private static IEnumerable<HealthFinding> Lost(DeliveryTotals delivery)
    {
        if (delivery.Dropped > 0)
        {
            yield return new(
                HealthFindingKind.Lost, null, null, delivery.Dropped,
                Say($"{Many(delivery.Dropped, "record was", "records were")} dropped since this store began ({Reasons(delivery.DroppedBy)})"));
        }

        if (delivery.Rejected > 0)
        {
            yield return new(
                HealthFindingKind.Lost, null, null, delivery.Rejected,
                Say($"{Many(delivery.Rejected, "record was", "records were")} rejected since this store began ({Reasons(delivery.RejectedBy)}); 'seqlog rejected list' shows them"));
        }
    }

    private static IEnumerable<HealthFinding> Changes(
        IReadOnlyList<DailyStepCount> counts, DateOnly first, Func<StepChange, HealthFinding?> judge) => counts
            .GroupBy(c => c.Step)
            .Select(g => judge(new StepChange(
                g.Key.Name,
                g.Key.Component,
                StepFigures.Of(g.Where(c => c.Day >= first)),
                StepFigures.Of(g.Where(c => c.Day < first)))))
            .OfType<HealthFinding>()
            .OrderByDescending(f => f.Count)
            .ThenBy(f => f.Step, StringComparer.Ordinal);

    private static IEnumerable<HealthFinding> Stuck(IReadOnlyList<StuckSequence> waiting) => waiting
        .GroupBy(s => (s.CurrentStep, s.WaitingFor))
        .Select(g => new HealthFinding(
            HealthFindingKind.Stuck, g.Key.CurrentStep.Value, null, g.Count(),
            g.Count() == 1
                ? $"{g.First().SequenceId} is stuck: {g.First().Message}"
                : Say($"{g.Count():N0} journeys are stuck behind {g.Key.CurrentStep}, waiting for {g.Key.WaitingFor}; the longest is ")
                    + $"{g.Last().SequenceId}: {g.Last().Message}"))
        .OrderByDescending(f => f.Count);

    private IEnumerable<HealthFinding> Silent(IReadOnlyList<DailyStepCount> counts, DateOnly first, DateOnly today)
    {
        // Today may have just begun, so it does not count against a step; with few days there is no "every day".
        var lastLoud = today.AddDays(-SilentDays);
        var days = lastLoud.DayNumber - first.DayNumber + 1;
        return days < 5
            ? []
            : counts.GroupBy(c => c.Step)
                .Select(g => (Step: g.Key, Last: g.Max(c => c.Day), Days: g.Select(c => c.Day).Distinct().Count(), Steps: g.Sum(c => c.Count)))
                .Where(s => s.Last <= lastLoud && s.Steps >= rules.LeastSample && s.Days >= EveryDay * (s.Last.DayNumber - first.DayNumber + 1)
                    && s.Last.DayNumber - first.DayNumber + 1 >= 5)
                .OrderByDescending(s => s.Steps)
                .Select(s => new HealthFinding(
                    HealthFindingKind.Silent, s.Step.Name, s.Step.Component, s.Steps,
                    Say($"{s.Step.Name} was made on {s.Days:N0} days and not since {s.Last:yyyy-MM-dd}")));
    }

    private static string Summary(StepFigures all, HealthFinding[] findings, DateTimeOffset? lastActivity)
    {
        var steps = Many(all.TotalSteps, "step", "steps") + Say($", {all.FailedSteps:N0} of them failed");
        if (findings.Length == 0 && all.TotalSteps == 0)
        {
            return lastActivity is { } last
                ? Say($"Nothing was logged in these days, the last on {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC; nothing is lost or stuck.")
                : "Nothing was ever logged here.";
        }

        if (findings.Length == 0)
        {
            return $"All is well: {steps}; nothing is lost, stuck, slower or failing more than before.";
        }

        var parts = findings.GroupBy(f => f.Kind).Select(g => g.Key switch
        {
            HealthFindingKind.Lost => "records were lost",
            HealthFindingKind.Failing => Many(g.Count(), "step fails more than before", "steps fail more than before"),
            HealthFindingKind.Stuck => Many(g.Sum(f => f.Count), "journey is stuck", "journeys are stuck"),
            HealthFindingKind.Slow => Many(g.Count(), "step is slower", "steps are slower"),
            _ => Many(g.Count(), "step is silent", "steps are silent"),
        });
        return $"{string.Join(", ", parts)}; {steps}.";
    }

    private static string Many(long count, string one, string many) => Say($"{count:N0} {(count == 1 ? one : many)}");

    private static string Reasons(IReadOnlyDictionary<string, long> reasons) =>
        string.Join(", ", reasons.Where(r => r.Value > 0).OrderByDescending(r => r.Value).Select(r => Say($"{r.Key} {r.Value:N0}")));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
