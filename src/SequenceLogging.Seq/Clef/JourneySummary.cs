using SequenceLogging.Journeys;

namespace SequenceLogging.Seq.Clef;

/// <summary>
/// One event that sums up a journey that has ended, in the shape that the live side writes. Seq has no join over events, so
/// funnels and percentiles of whole journeys are made of these.
/// </summary>
internal static class JourneySummary
{
    public static ClefEvent Of(SequenceDetails journey, DateTimeOffset end)
    {
        var outcome = journey.Status.ToText();
        return new ClefEvent
        {
            Id = EventIds.OfSummary(journey.SequenceId, end),
            At = end,
            Level = journey.Status is SequenceStatus.Failed ? "Warning" : null,
            Template = ClefNames.SummaryTemplate,
            UserId = journey.UserId,
            Properties =
            [
                (ClefNames.EventKind, ClefNames.Summary),
                (ClefNames.SequenceId, journey.SequenceId.ToString()),
                (ClefNames.Outcome, outcome),
                (ClefNames.StepCount, journey.StepCount),
                (ClefNames.DurationMs, Math.Round((end - journey.CreatedAt).TotalMilliseconds, 3)),
                (ClefNames.Variant, VariantOf(journey.Steps)),
                (ClefNames.Flows, TimeByFlow(journey.Steps)),
                (ClefNames.Links, journey.Links.Select(l => l.ToString()).ToArray()),
                (ClefNames.LastStep, journey.CurrentStep?.Value),
                (ClefNames.Language, journey.Language),
            ],
        };
    }

    /// <summary>
    /// The way that the journey took: its flows in order, each as often as it was entered, as <c>User &gt; CreateAd &gt; Payment</c>.
    /// </summary>
    internal static string? VariantOf(IReadOnlyList<SequenceStep> steps)
    {
        var way = new List<string>();
        foreach (var step in steps)
        {
            var part = step.Flow ?? step.StepName.Value;
            if (way is not [.., var last] || last != part)
            {
                way.Add(part);
            }
        }

        return way.Count == 0 ? null : string.Join(" > ", way);
    }

    /// <summary>Milliseconds from the first step to the last of each stay in a flow, added up.</summary>
    internal static Dictionary<string, double> TimeByFlow(IReadOnlyList<SequenceStep> steps)
    {
        var times = new Dictionary<string, double>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Flow is { } flow)
            {
                var isStay = i > 0 && steps[i - 1].Flow == flow;
                var time = isStay ? (steps[i].Timestamp - steps[i - 1].Timestamp).TotalMilliseconds : 0;
                times[flow] = Math.Round(times.GetValueOrDefault(flow) + Math.Max(0, time), 3);
            }
        }

        return times;
    }
}
