using SequenceLogging.Journeys;
using SequenceLogging.Summaries;
using Serilog.Events;

namespace SequenceLogging.Tests.Summaries;

public class JourneySummaryTests
{
    private static readonly DateTimeOffset Start = new(2025, 7, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AJourneyIsSummedUpInOneEvent()
    {
        var journey = Ended(SequenceStatus.Completed, 90) with
        {
            UserId = 566158428,
            Language = "en",
            Links = [new SequenceLink { Component = "ads", EntityType = "ad", EntityId = "87" }],
        };

        var logEvent = SummaryEvent.Of(JourneySummary.OfEnded(journey)!);

        Assert.Equal("Journey SEQ-2025-07-00001 completed after 90000 ms, 4 steps", logEvent.RenderMessage().Replace("\"", ""));
        Assert.Equal((LogEventLevel.Information, Start.AddSeconds(90)), (logEvent.Level, logEvent.Timestamp));
        Assert.Equal("SequenceSummary", Text(logEvent, "EventKind"));
        Assert.Equal("A_Step_1 > A_Step_2 > Between > B_Step_1", Text(logEvent, "Variant"));
        Assert.Equal("{ A: 60000, B: 30000 }", logEvent.Properties["Flows"].ToString());
        Assert.Equal("[\"ads:ad:87\"]", logEvent.Properties["Links"].ToString());
        Assert.Equal(566158428L, Assert.IsType<ScalarValue>(logEvent.Properties["UserId"]).Value);
        Assert.Equal(("B_Step_1", "en", "SEQ-2025-07-00001/1"), (Text(logEvent, "LastStep"), Text(logEvent, "Language"), Text(logEvent, "SummaryId")));
        Assert.DoesNotContain("Reason", logEvent.Properties.Keys);
    }

    [Fact]
    public void AFailedOneIsAWarningWithItsReason()
    {
        var logEvent = SummaryEvent.Of(JourneySummary.OfEnded(Ended(SequenceStatus.Failed, 90, "no money"))!);

        Assert.Equal((LogEventLevel.Warning, "failed", "no money"), (logEvent.Level, Text(logEvent, "Outcome"), Text(logEvent, "Reason")));
    }

    [Fact]
    public void AnOpenOneIsNotSummedUp()
    {
        Assert.Null(JourneySummary.OfEnded(Ended(SequenceStatus.Completed, 90) with { CompletedAt = null, Status = SequenceStatus.Active }));
        Assert.Null(JourneySummary.OfEnded(Ended(SequenceStatus.Failed, 90) with { CompletedAt = null }));
    }

    [Fact]
    public void EndingItAgainInTheSameWayIsNoNewEnd()
    {
        var journey = Ended(SequenceStatus.Completed, 90);
        var twice = journey with { CompletedAt = Start.AddSeconds(200), StatusChanges = [.. journey.StatusChanges, Change(SequenceStatus.Completed, 200)] };

        Assert.Equal(("SEQ-2025-07-00001/1", Start.AddSeconds(90)), IdAndTime(twice));
    }

    [Fact]
    public void EndingItOtherwiseOrAfterItWasOpenedAgainIsOne()
    {
        var journey = Ended(SequenceStatus.Failed, 90);
        var otherwise = journey with { Status = SequenceStatus.Completed, StatusChanges = [.. journey.StatusChanges, Change(SequenceStatus.Completed, 200)] };
        var reopened = journey with
        {
            StatusChanges = [.. journey.StatusChanges, Change(SequenceStatus.Active, 100), Change(SequenceStatus.Failed, 200)],
        };
        var stepped = journey with
        {
            Steps = [.. journey.Steps, Step(5, "B_Step_2", 95)],
            StatusChanges = [.. journey.StatusChanges, Change(SequenceStatus.Failed, 200, order: 5)],
        };

        Assert.All([otherwise, reopened, stepped], j => Assert.Equal(("SEQ-2025-07-00001/2", Start.AddSeconds(200)), IdAndTime(j)));
    }

    [Fact]
    public void FlowsAddUpToTheWholeAlsoWhenClocksGoBack()
    {
        SequenceStep[] steps = [Step(1, "A_Step_1", 0), Step(2, "B_Step_1", 30), Step(3, "A_Step_2", 20), Step(4, "A_Step_3", 50)];

        var flows = FlowTimes.Of(steps, Start.AddSeconds(60));

        Assert.Equal([("A", 30_000 + 30_000 + 10_000), ("B", 0)], flows.Select(f => (f.Key, f.Value)));
    }

    [Fact]
    public void ALongWayIsCutAndStillItsOwn()
    {
        SequenceStep[] steps = [.. Enumerable.Range(1, 200).Select(i => Step(i, $"Flow_Step_{i}_Name", i))];

        var (one, other) = (JourneyVariant.Of(steps), JourneyVariant.Of([.. steps[..199], Step(200, "Flow_Step_1_Other", 200)]));

        Assert.NotEqual(one, other);
        Assert.Equal(one[..900], other[..900]);
        Assert.InRange(one.Length, 900, 1_020);
    }

    [Fact]
    public void AFlowWithADotIsOneName() => Assert.Contains(
        "a_b",
        SummaryEvent.Of(JourneySummary.OfEnded(Ended(SequenceStatus.Completed, 90) with { Steps = [Step(1, "a.b_Step_1", 0)] })!)
            .Properties["Flows"].ToString());

    private static (string, DateTimeOffset) IdAndTime(SequenceDetails journey) =>
        JourneySummary.OfEnded(journey) is { } summary ? (summary.SummaryId, summary.EndedAt) : default;

    private static string? Text(LogEvent logEvent, string name) => ((ScalarValue)logEvent.Properties[name]).Value as string;

    private static SequenceDetails Ended(SequenceStatus status, int atSecond, string? reason = null) => new()
    {
        SequenceId = RunningLog.Id,
        Status = status,
        CreatedAt = Start,
        CompletedAt = Start.AddSeconds(atSecond),
        StepCount = 4,
        Steps = [Step(1, "A_Step_1", 0), Step(2, "A_Step_2", 20), Step(3, "Between", 40), Step(4, "B_Step_1", 60)],
        StatusChanges = [Change(status, atSecond, reason)],
    };

    private static SequenceStatusChange Change(SequenceStatus status, int second, string? reason = null, int order = 4) =>
        new() { Status = status, Timestamp = Start.AddSeconds(second), Reason = reason, Order = order };

    private static SequenceStep Step(int order, string name, int second) => new()
    {
        Order = order, StepName = StepName.Parse(name), Status = StepStatus.Completed, Timestamp = Start.AddSeconds(second),
    };
}
