using System.Globalization;
using SequenceLogging.Insight.Components;

namespace SequenceLogging.Insight.Health;

/// <summary>How a step fared of late, beside how it fared before.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Component">Its component.</param>
/// <param name="Now">Of late.</param>
/// <param name="Before">Before.</param>
internal sealed record StepChange(string Step, string? Component, StepFigures Now, StepFigures Before)
{
    public HealthFinding? Failing(HealthRules rules)
    {
        var (failed, ended) = (Now.FailedSteps, Now.FailedSteps + Now.CompletedSteps);
        var (failedBefore, endedBefore) = (Before.FailedSteps, Before.FailedSteps + Before.CompletedSteps);
        if (ended < rules.LeastSample || endedBefore < rules.LeastSample || failed == 0)
        {
            return null;
        }

        // Two shares: their difference in units of its standard deviation, if both had the share of all together (the pooled test).
        var (share, shareBefore) = (failed / (double)ended, failedBefore / (double)endedBefore);
        var pooled = (failed + failedBefore) / (double)(ended + endedBefore);
        var deviation = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / ended) + (1.0 / endedBefore)));

        // Where all fail, and always did, there is no deviation, and no change.
        return share > shareBefore && deviation > 0 && (share - shareBefore) / deviation >= rules.Deviations
            ? new(
                HealthFindingKind.Failing, Step, Component, failed,
                Say($"{Step} fails more than before: {share * 100:0.0} % ({failed:N0} of {ended:N0}), before {shareBefore * 100:0.0} % ({failedBefore:N0} of {endedBefore:N0})"))
            : null;
    }

    public HealthFinding? Slow(HealthRules rules) =>
        Now.TimedSteps >= rules.LeastSample
        && Before.TimedSteps >= rules.LeastSample
        && Now.P95Ms is { } now
        && Before.P95Ms is { } before
        && now >= rules.LeastSlow.TotalMilliseconds
        && now >= before * rules.SlowFactor
            ? new(
                HealthFindingKind.Slow, Step, Component, Now.TimedSteps,
                $"{Step} is slower than before: 95 % took up to {Took(now)}, before {Took(before)}")
            : null;

    private static string Took(double milliseconds) => milliseconds switch
    {
        < 1_000 => Say($"{milliseconds:0} ms"),
        < 60_000 => Say($"{milliseconds / 1_000:0.0} s"),
        _ => WaitText.Of(TimeSpan.FromMilliseconds(Math.Min(milliseconds, 1e14))),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
