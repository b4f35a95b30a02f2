using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>A journey with what is known of others like it: what every picture of it is drawn from.</summary>
internal sealed record JourneyReport(SequenceDetails Journey, DateTimeOffset Now)
{
    private const int Months = 6;

    /// <summary>All that happened behind its beginning.</summary>
    public IReadOnlyList<JourneyMoment> Moments { get; } = [.. JourneyMoment.AllOf(Journey).Where(m => m is not BeginMoment)];

    /// <summary>What is unusual in it.</summary>
    public IReadOnlyList<JourneyRemark> Remarks { get; init; } = [];

    /// <summary>What was counted in the months before it ended.</summary>
    public StepStatistics Counted { get; init; } = new([], []);

    /// <summary>Why it is stuck; null where it is not.</summary>
    public string? Stuck { get; init; }

    /// <summary>How long nothing has happened in it; null where that is not long, or it has ended.</summary>
    public TimeSpan? Silence =>
        Journey.CompletedAt is null && Waits.IsLong(Now - Journey.UpdatedAt) ? Now - Journey.UpdatedAt : null;

    /// <summary>Everything that went wrong, in the order in which it did: failed steps, errors between them, gaps.</summary>
    public IEnumerable<JourneyMoment> Failures => Moments.Where(IsFailure);

    /// <summary>Where it stands: <c>completed after 1 d</c>, <c>active, nothing since for 3 h 12 min</c>.</summary>
    public string Standing =>
        Journey.Status.ToText()
        + (Journey.CompletedAt is { } end ? $" after {Durations.Long(end - Journey.CreatedAt)}" : $", last seen {Times.Ago(Journey.UpdatedAt, Now)}")
        + (Journey.StatusChanges is [.., { Reason: { } reason }] ? $": {reason}" : "");

    public static bool IsFailure(JourneyMoment moment) =>
        moment is ErrorMoment or LossMoment or StepMoment { Step.Status: StepStatus.Failed };

    /// <summary>Looks up what was usual when the journey ran.</summary>
    public static async ValueTask<JourneyReport> ReadAsync(
        ISequenceReader reader, SequenceDetails journey, StuckRules stuck, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var usual = await reader.GetStepStatisticsAsync(
            MonthOf(Back(journey.CreatedAt)), MonthOf(journey.UpdatedAt), cancellationToken).ConfigureAwait(false);
        return Of(journey, usual, stuck, now);
    }

    public static JourneyReport Of(SequenceDetails journey, StepStatistics usual, StuckRules stuck, DateTimeOffset now) => new(journey, now)
    {
        Counted = usual,
        Remarks = new JourneyRemarks(usual).On(journey),
        Stuck = new StuckJudge(StepWaits.Learn(usual), stuck).Judge(journey, now)?.Message,
    };

    private static DateTimeOffset Back(DateTimeOffset time) => time.Year > 1 ? time.AddMonths(1 - Months) : time;

    private static int MonthOf(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;
}
