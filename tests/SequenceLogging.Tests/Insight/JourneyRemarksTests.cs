using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Insight;

public class JourneyRemarksTests
{
    private static readonly StepStatistics Nothing = new([], []);

    [Fact]
    public void AWaitFarAboveWhatIsUsualForThePairIsSaidWithHowManyWereFaster()
    {
        var journey = Made(0, "A_Step_1", 3_600, "A_Step_2", 3_600, "A_Step_3");
        var usual = new StepStatistics([], [Waiting.Pair("A_Step_1", "A_Step_2", (97, TimeSpan.FromSeconds(200)), (3, TimeSpan.FromHours(2)))]);

        Assert.Equal(
            [new JourneyRemark(2, JourneyRemarkKind.LongWait, "long wait: 97 % of 100 earlier ones took under 4 min")],
            new JourneyRemarks(usual).On(journey));
    }

    [Theory]
    [InlineData(30, 100, 299, false)]
    [InlineData(30, 100, 310, true)]
    [InlineData(29, 100, 3_600, false)] // too few to know
    [InlineData(30, 0.001, 0.9, false)] // a pause of the program
    public void AWaitIsLongBeyondThreeTimesTheUsual(int sample, double usualSeconds, double seconds, bool isLong)
    {
        var usual = new StepStatistics([], [Waiting.Pair("A", "B", (sample, TimeSpan.FromSeconds(usualSeconds)))]);

        Assert.Equal(isLong, new JourneyRemarks(usual).On(Made(0, "A", seconds, "B")).Count == 1);
    }

    [Fact]
    public void TheUsualIsThatOfAllMonthsAndComponentsTogether()
    {
        var one = Waiting.Pair("A", "B", (15, TimeSpan.FromSeconds(10)));
        var usual = new StepStatistics([], [one, one with { Month = 202506, From = new NamedStep(null, "A") }]);

        Assert.Single(new JourneyRemarks(usual).On(Made(0, "A", 60, "B")));
    }

    [Theory]
    [InlineData("A B A", "3 made for the 2nd time")]
    [InlineData("A A A A", "2 made for the 2nd time")] // once is enough
    [InlineData("A A B A", "2 made for the 2nd time|4 made for the 3rd time")]
    [InlineData("F_Step_1 F_Step_3 F_Step_2", "3 out of order: behind step 3 of F")]
    [InlineData("F_Step_1 F_Step_2 F_Step_2", "3 made for the 2nd time")]
    [InlineData("F_Step_1 F_Step_2 F_Step_1 F_Step_2 F_Step_1", "3 F begins again, for the 2nd time|5 F begins again, for the 3rd time")]
    [InlineData("F_Step_2 F_Step_3 F_Step_1", "3 F begins again, for the 2nd time")]
    [InlineData("F_Step_1 F_Step_2 F_Step_1 F_Step_1", "3 F begins again, for the 2nd time|4 made for the 3rd time")]
    [InlineData("F_Step_3_A F_Step_3_B G_Step_1 G_Step_2", "")]
    [InlineData("F_Step_1 G_Step_4 F_Step_2 Other", "")]
    public void WhatIsMadeAgainOrOutOfOrderIsSaid(string steps, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', new JourneyRemarks(Nothing).On(Made(steps)).Select(r => $"{r.Order} {r.Text}")));

    [Fact]
    public void AStepThatTellsItsStartAndItsEndIsOneStep()
    {
        var journey = Made("F_Step_1 F_Step_2 F_Step_1 F_Step_2");
        var steps = journey.Steps.ToArray();
        steps[0] = steps[0] with { Status = StepStatus.Started };
        steps[1] = steps[1] with { Status = StepStatus.Started };

        Assert.Empty(new JourneyRemarks(Nothing).On(journey with { Steps = steps }));
        Assert.NotEmpty(new JourneyRemarks(Nothing).On(journey));
    }

    private static SequenceDetails Made(string names) =>
        Made([0, .. names.Split(' ').SelectMany(n => (object[])[n, 0])]);

    // Seconds since the step before, and its name.
    private static SequenceDetails Made(params object[] parts)
    {
        var at = Waiting.Now;
        var steps = new List<SequenceStep>();
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            at += TimeSpan.FromSeconds(Convert.ToDouble(parts[i], System.Globalization.CultureInfo.InvariantCulture));
            steps.Add(new SequenceStep
            {
                Order = steps.Count + 1, StepName = new StepName((string)parts[i + 1]), Status = StepStatus.Completed, Timestamp = at,
            });
        }

        return Waiting.Journey(default) with { Steps = steps };
    }
}
