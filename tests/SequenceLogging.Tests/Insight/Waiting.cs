using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Insight;

/// <summary>Journeys that paid and went on, and one that waits.</summary>
internal static class Waiting
{
    public const string From = "Payment_Step_1_ProcessTON";
    public const string To = "Payment_Step_2_PaymentDetected";

    public static readonly DateTimeOffset Now = new(2025, 7, 10, 12, 0, 0, TimeSpan.Zero);

    /// <summary>1,204 payments: 97 % took 200 seconds, the others an hour.</summary>
    public static StepStatistics Payments { get; } = new(
        [Made(From, 1_300)],
        [Pair(From, To, (1_168, TimeSpan.FromSeconds(200)), (36, TimeSpan.FromHours(1)))]);

    public static StepCount Made(string step, long count, int month = 202507) =>
        new(month, new NamedStep("Payment", step), StepStatus.Completed, count, new DurationHistogram());

    public static StepTransition Pair(string from, string to, params (int Count, TimeSpan Wait)[] waits)
    {
        var histogram = new DurationHistogram();
        foreach (var (count, wait) in waits)
        {
            for (var i = 0; i < count; i++)
            {
                histogram.Add(wait.TotalMilliseconds);
            }
        }

        return new StepTransition(202507, new NamedStep("Payment", from), new NamedStep("Payment", to), histogram.Count, histogram);
    }

    public static SequenceDetails Journey(TimeSpan idle, string step = From) => new()
    {
        SequenceId = RunningLog.Id,
        CurrentStep = StepName.Parse(step),
        StepCount = 1,
        CreatedAt = Now - idle,
        UpdatedAt = Now - idle,
        Steps =
        [
            new SequenceStep
            {
                Order = 1, StepName = StepName.Parse(step), Status = StepStatus.Completed, Timestamp = Now - idle, Message = "12.5 TON",
            },
        ],
    };

    public static StuckJudge Judge(StepStatistics statistics, Action<StuckRules>? configure = null)
    {
        var rules = new StuckRules();
        configure?.Invoke(rules);
        return new StuckJudge(StepWaits.Learn(statistics), rules);
    }
}
