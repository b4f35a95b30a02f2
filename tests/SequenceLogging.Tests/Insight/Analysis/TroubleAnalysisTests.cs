using SequenceLogging.Insight;
using SequenceLogging.Insight.Health;
using SequenceLogging.Testing;

namespace SequenceLogging.Tests.Insight.Analysis;

/// <summary>What goes wrong, asked of a log as an application has it.</summary>
public class TroubleAnalysisTests
{
    private static readonly DateTimeOffset Start = new(2025, 7, 14, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ALogAnswersAboutItsTroubles()
    {
        await using var sequences = TestSequences.Start(Start);
        for (var i = 0; i < 40; i++)
        {
            Journey(sequences, i, "Ask", "Paid");
        }

        var failed = Journey(sequences, 50, "Ask!");
        var stuck = Journey(sequences, 51, "Ask");
        sequences.Clock!.Advance(TimeSpan.FromHours(3));
        await sequences.Log.FlushAsync(TimeSpan.FromSeconds(10), Token);
        var analysis = sequences.Log.Analysis;

        Assert.Equal(stuck, Assert.Single(await analysis.FindStuckAsync(cancellationToken: Token)).SequenceId);
        var failure = Assert.Single(await analysis.FindFailedAsync(cancellationToken: Token));
        Assert.Equal((failed, "System.TimeoutException", "System.TimeoutException: no answer"), (failure.SequenceId, failure.Type, failure.Message));
        Assert.Equal([HealthFindingKind.Stuck], (await analysis.GetHealthAsync(cancellationToken: Token)).Findings.Select(f => f.Kind));
        Assert.Equal("Ask was failed here and completed there: System.TimeoutException: no answer", (await analysis.CompareAsync(failed, Token))!.First!.Message);

        var day = DateOnly.FromDateTime(Start.UtcDateTime);
        var report = await analysis.GetComponentsAsync(day, day, cancellationToken: Token);
        Assert.Equal((82, 1), (report.Components.Sum(c => c.Figures.TotalSteps), report.Components.Sum(c => c.Figures.FailedSteps)));
        var group = Assert.Single(report.Components.SelectMany(c => c.Errors));
        Assert.Equal([failed], (await analysis.OpenErrorsAsync(group, report, Token)).Select(s => s.SequenceId));
        Assert.Equal(failed, Assert.Single(Assert.Single(report.Components, c => c.Errors.Count > 0).RecentErrors).SequenceId);
        var paid = await analysis.GetComponentsAsync(day, day, "Paid", Token);
        Assert.Equal(40, paid.Components.Sum(c => c.Figures.TotalSteps));
        Assert.Empty(paid.Components.SelectMany(c => c.Errors));
        Assert.Empty((await analysis.GetComponentsAsync(day.AddDays(1), day.AddDays(9), cancellationToken: Token)).Components);
    }

    [Fact]
    public async Task WrongQuestionsAreNamed()
    {
        await using var sequences = TestSequences.Start(Start);
        var analysis = sequences.Log.Analysis;

        var days = await Assert.ThrowsAsync<ArgumentException>(() => analysis.GetComponentsAsync(new(2025, 7, 2), new(2025, 7, 1), cancellationToken: Token).AsTask());
        Assert.StartsWith("The last day, 2025-07-01, is before the first, 2025-07-02.", days.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => analysis.FindStuckAsync(new StuckRules { Factor = 0 }, Token).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => analysis.GetHealthAsync(new HealthRules { Days = 0 }, cancellationToken: Token).AsTask());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => analysis.CompareAsync(RunningLog.Id, Token).AsTask());
    }

    [Fact]
    public async Task AStoreInWhichNothingHappensSaysSo()
    {
        await using var sequences = TestSequences.Start(Start);

        var health = await sequences.Log.Analysis.GetHealthAsync(cancellationToken: Token);

        Assert.Empty(health.Findings);
        Assert.Equal("Nothing was ever logged here.", health.Summary);

        Journey(sequences, 1, "Ask", "Paid");
        await sequences.Log.FlushAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(
            "All is well: 2 steps, 0 of them failed; nothing is lost, stuck, slower or failing more than before.",
            (await sequences.Log.Analysis.GetHealthAsync(cancellationToken: Token)).Summary);
        sequences.Clock!.Advance(TimeSpan.FromDays(30));
        Assert.Equal(
            "Nothing was logged in these days, the last on 2025-07-14 09:00 UTC; nothing is lost or stuck.",
            (await sequences.Log.Analysis.GetHealthAsync(cancellationToken: Token)).Summary);
    }

    [Fact]
    public async Task OneJourneyWithAnotherThatWasNamed()
    {
        await using var sequences = TestSequences.Start(Start);
        var (one, other) = (Journey(sequences, 1, "Ask"), Journey(sequences, 2, "Ask", "Paid"));
        await sequences.Log.FlushAsync(TimeSpan.FromSeconds(10), Token);

        var contrast = await sequences.Log.Analysis.CompareAsync(one, other, Token);

        Assert.Equal("the other went on with Paid; this one did not", contrast.First!.Message);
        Assert.Null(await sequences.Log.Analysis.CompareAsync(other, Token).AsTask() is { } itself && itself.Other.SequenceId == other ? itself : null);
    }

    private static SequenceId Journey(TestSequences sequences, long user, params string[] steps)
    {
        using var scope = sequences.Log.Begin(user);
        foreach (var step in steps)
        {
            sequences.Clock!.Advance(TimeSpan.FromSeconds(5));
            if (step.EndsWith('!'))
            {
                sequences.Logger.Error(new TimeoutException("no answer"), "{StepName}", step[..^1]);
            }
            else
            {
                sequences.Logger.Information("{StepName}", step);
            }
        }

        if (steps[^1] == "Paid")
        {
            scope.Complete();
        }

        return scope.SequenceId;
    }
}
