using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Journeys;

namespace SequenceLogging.Summaries;

/// <summary>What one log event says of a whole journey, when it has ended or is found stuck.</summary>
public sealed record JourneySummary
{
    /// <summary>The <see cref="Outcome"/> of a journey that stands still.</summary>
    public const string StuckOutcome = "stuck";

    /// <summary>The journey.</summary>
    public required SequenceId SequenceId { get; init; }

    /// <summary>
    /// Names the event for ever, so that one that is met twice can be told from two: <c>SEQ-2025-07-00001/1</c> for its first end,
    /// <c>/2</c> after it was opened again and has ended anew, <c>/stuck/7</c> where it stood still behind its seventh step.
    /// </summary>
    public required string SummaryId { get; init; }

    /// <summary><c>completed</c>, <c>failed</c>, <c>abandoned</c>, or <see cref="StuckOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When it ended; of a stuck one, when it was found.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why, where that was told with the end; what a stuck one waits for, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>How many steps it has.</summary>
    public required int StepCount { get; init; }

    /// <summary>How many of them failed.</summary>
    public required int FailedSteps { get; init; }

    /// <summary>Name of its last step; null where it has none.</summary>
    public string? LastStep { get; init; }

    /// <summary>The names of its steps in their order, as one text.</summary>
    public required string Variant { get; init; }

    /// <summary>Milliseconds in each flow, in the order in which it came to them.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Flows { get; init; }

    /// <summary>What it is linked to, as <c>component:type:entity id</c>, oldest first; at most 50.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    /// <summary>Whose it is.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The user's language.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// Where it did not go as the flows of <see cref="SummaryOptions.Flows"/> say, in words: <c>skipped CreateAd_Step_3_Channels</c>.
    /// </summary>
    public IReadOnlyList<string> Deviations { get; init; } = [];

    /// <summary>What is unusual about the wait of a stuck one; null for one that has ended.</summary>
    public StuckSequence? Stuck { get; init; }

    /// <summary>From its beginning to <see cref="EndedAt"/>.</summary>
    public TimeSpan Duration => EndedAt > BegunAt ? EndedAt - BegunAt : TimeSpan.Zero;

    /// <summary>Sums up a journey that has ended by name; null while it is open.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="flows">The flows that it is checked against; none where null.</param>
    public static JourneySummary? OfEnded(SequenceDetails journey, IEnumerable<FlowDefinition>? flows = null)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (journey.Status is SequenceStatus.Active || journey.CompletedAt is null)
        {
            return null;
        }

        var ending = JourneyEnding.Of(journey);
        return Of(journey, ending.At) with
        {
            SummaryId = $"{journey.SequenceId}/{ending.Number}",
            Outcome = journey.Status.ToText(),
            Reason = ending.Reason,
            Deviations =
            [
                .. from flow in flows ?? []
                   from deviation in flow.Check(journey).Deviations
                   select $"{deviation.Kind.ToText()} {deviation.Step}",
            ],
        };
    }

    /// <summary>Sums up a journey that was found stuck.</summary>
    /// <param name="stuck">What <see cref="StuckFinder"/> has found.</param>
    /// <param name="foundAt">When.</param>
    public static JourneySummary OfStuck(StuckSequence stuck, DateTimeOffset foundAt)
    {
        ArgumentNullException.ThrowIfNull(stuck);
        var journey = stuck.Journey ?? throw new ArgumentException("It was found without its journey.", nameof(stuck));
        return Of(journey, foundAt) with
        {
            SummaryId = $"{journey.SequenceId}/stuck/{journey.Steps.Count}",
            Outcome = StuckOutcome,
            Reason = stuck.Message,
            Stuck = stuck with { Journey = null },
        };
    }

    private static JourneySummary Of(SequenceDetails journey, DateTimeOffset end) => new()
    {
        SequenceId = journey.SequenceId,
        SummaryId = "",
        Outcome = "",
        BegunAt = journey.CreatedAt,
        EndedAt = end,
        StepCount = journey.StepCount,
        FailedSteps = journey.Steps.Count(s => s.Status is StepStatus.Failed),
        LastStep = journey.Steps is [.., var last] ? last.StepName.Value : null,
        Variant = JourneyVariant.Of(journey.Steps),
        Flows = FlowTimes.Of(journey.Steps, end),
        Links = [.. journey.Links.Take(50).Select(l => l.ToString())],
        UserId = journey.UserId,
        Language = journey.Language,
    };
}
