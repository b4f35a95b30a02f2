using SequenceLogging.Statistics;

namespace SequenceLogging.StoreContract;

// How often steps were made and followed one another.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task StepsAndTheWaysBetweenThemAreCountedByMonth()
    {
        await using var app = Start(at: new DateTimeOffset(2025, 6, 30, 23, 59, 0, TimeSpan.Zero));
        var (one, two) = (app.Begin(), app.Begin());
        app.Log(one, "{StepName} by {Component}, {DurationMs}", "A", "bot", 5);
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        app.Log(one, "{StepName} by {Component}", "B", "bot");
        app.Log(two, "{StepName} by {Component}", "A", "bot");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        app.Log(two, "{StepName} by {Component}", "B", "bot");
        app.FailStep(two, "B");
        await app.FlushAsync();

        var june = await app.Store.Reader.GetStepStatisticsAsync(202506, 202506, Token);
        var all = await app.Store.Reader.GetStepStatisticsAsync(202501, 202512, Token);
        var none = await app.Store.Reader.GetStepStatisticsAsync(202508, 209912, Token);

        NamedStep a = new("bot", "A"), b = new("bot", "B"), ownB = new(null, "B");
        Assert.Equal([(202506, a, 2L), (202506, b, 1L)], june.Steps.Select(s => (s.Month, s.Step, s.Count)));
        Assert.Equal((1, 5.0), (june.Steps[0].Durations.Count, june.Steps[0].Durations.SumMs));
        Assert.Equal([(a, b, 1L, 10_000.0)], june.Transitions.Select(t => (t.From, t.To, t.Count, t.Waits.SumMs)));
        Assert.Equal(
            [(202507, b, StepStatus.Completed, 1L), (202507, ownB, StepStatus.Failed, 1L)],
            all.Steps.Where(s => s.Month == 202507).Select(s => (s.Month, s.Step, s.Status, s.Count)).OrderBy(s => s.Status));
        Assert.Equal(
            [(a, b, 60_000.0), (b, ownB, 0.0)],
            all.Transitions.Where(t => t.Month == 202507).Select(t => (t.From, t.To, t.Waits.SumMs)).OrderByDescending(t => t.SumMs));
        Assert.Empty(none.Steps);
        Assert.Empty(none.Transitions);
    }
}
