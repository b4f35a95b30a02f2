using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Health;
using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Insight.Health;

public class StepChangeTests
{
    [Theory]
    [InlineData(30, 970, 3, 997, true)]
    [InlineData(5, 995, 3, 997, false)] // chance
    [InlineData(3, 997, 30, 970, false)] // better than before
    [InlineData(10, 10, 0, 1_000, false)] // too few of late
    [InlineData(30, 0, 30, 0, false)] // it always failed
    [InlineData(30, 0, 0, 30, true)]
    public void ItFailsMoreWhenChanceDoesNotExplainIt(int failed, int well, int failedBefore, int wellBefore, bool isFound)
    {
        var change = new StepChange("Pay", "ton", Figures(failed, well), Figures(failedBefore, wellBefore));

        Assert.Equal(isFound, change.Failing(new HealthRules()) is not null);
    }

    [Fact]
    public void TheWordsSayHowManyOfHowManyNowAndBefore() => Assert.Equal(
        "Pay fails more than before: 3.0 % (30 of 1,000), before 0.3 % (3 of 1,000)",
        new StepChange("Pay", null, Figures(30, 970), Figures(3, 997)).Failing(new HealthRules())!.Message);

    [Theory]
    [InlineData(500, 200, true)]
    [InlineData(390, 200, false)] // not twice
    [InlineData(90, 10, false)] // nobody waits for that
    public void ItIsSlowerAtTwiceItsEarlierTime(int now, int before, bool isFound)
    {
        var change = new StepChange("Pay", null, Figures(0, 100, now), Figures(0, 100, before));

        var slow = change.Slow(new HealthRules());

        Assert.Equal(isFound, slow is not null);
        Assert.True(slow is null || slow.Message.StartsWith("Pay is slower than before: 95 % took up to ", StringComparison.Ordinal), slow?.Message);
    }

    [Fact]
    public void WrongRulesAreAllNamed()
    {
        var errors = new HealthRules { Days = 0, LeastSample = 0, Deviations = 0, SlowFactor = 0, LeastSlow = TimeSpan.FromSeconds(-1) }.Validate();

        Assert.Equal(["Days", "LeastSample", "Deviations", "SlowFactor", "LeastSlow"], errors.Select(e => e.Split(' ')[0]));
        Assert.Empty(new HealthRules().Validate());
    }

    private static StepFigures Figures(int failed, int completed, double? milliseconds = null)
    {
        var durations = new DurationHistogram();
        for (var i = 0; i < completed && milliseconds is not null; i++)
        {
            durations.Add(milliseconds.Value);
        }

        return StepFigures.Of(
        [
            new(default, new NamedStep(null, "Pay"), StepStatus.Failed, failed, new DurationHistogram()),
            new(default, new NamedStep(null, "Pay"), StepStatus.Completed, completed, durations),
        ]);
    }
}
