using System.Globalization;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight;

/// <summary>Says whether a sequence is stuck, and why: from what is usual and from the sequence, and from nothing else.</summary>
/// <param name="waits">What is usual.</param>
/// <param name="rules">From when on it is too long.</param>
public sealed class StuckJudge(StepWaits waits, StuckRules rules)
{
    private const double P95 = 0.95;

    /// <summary>Below this share of the most frequent next step, the words say that there are others.</summary>
    private const double ClearNext = 0.8;

    /// <summary>
    /// Whether a sequence may be stuck, by its header alone: right for all that are, so that the steps of the others need not be
    /// read.
    /// </summary>
    public bool MayBeStuck(SequenceHeader header, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.CurrentStep is { } step && Exceeds(header.Status, step, now - header.UpdatedAt) is not null;
    }

    /// <summary>Why a sequence is stuck; null when it is not, or nothing is known of others at its place.</summary>
    public StuckSequence? Judge(SequenceDetails journey, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (journey.Steps is not [.., var last] || !MayBeStuck(journey, now))
        {
            return null;
        }

        var waited = now - last.Timestamp;
        if (Exceeds(journey.Status, last.StepName, waited) is not { } usual)
        {
            return null;
        }

        return new StuckSequence
        {
            SequenceId = journey.SequenceId,
            CurrentStep = last.StepName,
            WaitingFor = usual.Next,
            WaitedSeconds = Math.Round(waited.TotalSeconds, 1),
            UsualP95Seconds = Math.Round(UsualMost(usual).TotalSeconds, 3),
            Sample = usual.Sample,
            Message = Say(usual, waited, LastEvent(journey, last)),
            Journey = journey,
        };
    }

    private UsualWait? Exceeds(SequenceStatus status, StepName step, TimeSpan waited) =>
        status is SequenceStatus.Active
        && waited <= rules.MostWait
        && waited > rules.LeastWait
        && waits.After(step.Value) is { } usual
        && usual.Sample >= rules.LeastSample
        && usual.ShareGoingOn >= rules.LeastShareGoingOn
        && waited > UsualMost(usual) * rules.Factor
            ? usual
            : null;

    private static TimeSpan UsualMost(UsualWait usual) => TimeSpan.FromMilliseconds(
        Math.Min(usual.Waits.Quantile(P95) ?? 0, TimeSpan.FromDays(10_000).TotalMilliseconds));

    private static string Say(UsualWait usual, TimeSpan waited, string lastEvent)
    {
        var next = usual.ShareOfNext >= ClearNext
            ? usual.Next
            : string.Create(CultureInfo.InvariantCulture, $"{usual.Next} (where {usual.ShareOfNext:0%} go)");
        var others = WaitText.Usual(usual.Waits, usual.Sample, UsualMost(usual).TotalMilliseconds);
        return $"waiting for {next} for {WaitText.Of(waited)}; {others}; last event: {lastEvent}";
    }

    /// <summary>What happened last, be it a step, an error, or a link: that is where whoever looks into it begins.</summary>
    private static string LastEvent(SequenceDetails journey, SequenceStep step)
    {
        var (at, text) = (step.Timestamp, step.Message is { } message && message != step.StepName.Value ? $"{step.StepName}, \"{Shorten(message)}\"" : step.StepName.Value);
        if (journey.Links.MaxBy(l => l.LastSeen) is { } link && link.LastSeen > at)
        {
            (at, text) = (link.LastSeen, $"link to {Shorten(link.ToString())}");
        }

        return journey.Errors.MaxBy(e => e.Timestamp) is { } error && error.Timestamp > at
            ? $"error, \"{Shorten(error.Message ?? error.Error ?? "")}\""
            : text;
    }

    private static string Shorten(string text) => Excerpt.Of(Excerpt.FirstLine(text));
}
