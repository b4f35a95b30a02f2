using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Testing;

namespace SequenceLogging.Tests.Insight.Analysis;

/// <summary>Funnels of journeys whose numbers one can count on one's fingers.</summary>
public sealed class FunnelTests
{
    private static readonly DateTimeOffset Start = new(2025, 7, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly TestSequences _sequences = TestSequences.Start(Start);

    private JourneyAnalysis Analysis => new(_sequences.Log.Store.Reader, _sequences.Clock!);

    [Fact]
    public async Task WhoIsStillThereHasNotLeft()
    {
        await MakeAsync("A B C.", "A x B", "A.", "A", "B A", "x");

        var all = (await Analysis.GetFunnelAsync(FunnelDefinition.Of("A", "B", "C"))).All;

        Assert.Equal(6, all.Sequences);
        Assert.Equal([(5, 1, 2), (2, 0, 1), (1, 0, 0)], all.Steps.Select(s => ((int)s.Reached, (int)s.Left, (int)s.InProgress)));
        Assert.Equal([1, 0.4, 0.2], all.Steps.Select(s => s.Share));
        Assert.Equal([1, 0.4, 0.5], all.Steps.Select(s => s.FromPrevious));
        Assert.Equal([null, 90.0, 60], all.Steps.Select(s => s.MedianSeconds));
        Assert.Equal((1, 0.2, 120.0), (all.Converted, all.Conversion, all.MedianSeconds));
        Assert.Equal([new StepAfter(null, 1)], all.Steps[0].After);
    }

    [Theory]
    [InlineData(FunnelOrder.Ordered, "4 3 2")]
    [InlineData(FunnelOrder.Strict, "4 2 1")]
    [InlineData(FunnelOrder.Any, "4 4 3")]
    public async Task TheOrderSaysHowStepsMustLie(FunnelOrder order, string reached)
    {
        await MakeAsync("A B C", "A x B x C", "C B A", "A A B", "B C");

        var all = (await Analysis.GetFunnelAsync(FunnelDefinition.Of("A", "B", "C") with { Order = order })).All;

        Assert.Equal(reached, string.Join(' ', all.Steps.Select(s => s.Reached)));
    }

    [Fact]
    public async Task AWindowBeginsAnewWithALaterFirstStepAndRunsOut()
    {
        await MakeAsync("A x x x A B", "A x x x B", "A");
        var funnel = FunnelDefinition.Of("A", "B") with { Window = TimeSpan.FromMinutes(2) };

        var now = (await Analysis.GetFunnelAsync(funnel)).All;
        _sequences.Clock!.Advance(TimeSpan.FromMinutes(2));
        var later = (await Analysis.GetFunnelAsync(funnel)).All;

        Assert.Equal((3, 1, 1, 1), (now.Steps[0].Reached, now.Converted, now.Steps[0].Left, now.Steps[0].InProgress));
        Assert.Equal((3, 1, 2, 0), (later.Steps[0].Reached, later.Converted, later.Steps[0].Left, later.Steps[0].InProgress));
        Assert.Equal("x", Assert.Single(now.Steps[0].After).Step);
    }

    [Fact]
    public async Task OneThatIsQuietForTooLongHasLeft()
    {
        await MakeAsync("A", "A");
        var funnel = FunnelDefinition.Of("A", "B") with { Idle = TimeSpan.FromMinutes(1) };

        Assert.Equal(1, (await Analysis.GetFunnelAsync(funnel)).All.Steps[0].Left);
        Assert.Equal(0, (await Analysis.GetFunnelAsync(funnel with { Idle = null })).All.Steps[0].Left);
    }

    [Fact]
    public void AFunnelWithoutStepsOrTimeIsNone()
    {
        Assert.Throws<ArgumentException>(() => FunnelDefinition.Of());
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelDefinition.Of("A") with { Window = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelDefinition.Of("A") with { Idle = TimeSpan.FromSeconds(-1) });
    }

    [Theory]
    [InlineData(FunnelOrder.Ordered, 2)]
    [InlineData(FunnelOrder.Strict, 2)]
    [InlineData(FunnelOrder.Any, 2)]
    public void AStepThatTellsItsStartAndItsEndIsOneWhateverIsMadeInIt(FunnelOrder order, int reached)
    {
        (string Name, StepStatus Status)[] steps =
        [
            ("Ad_Step_1_Make", StepStatus.Started), ("Ad_Step_2_Price", StepStatus.Started), ("Ad_Step_2_Price", StepStatus.Completed),
            ("Ad_Step_1_Make", StepStatus.Completed),
        ];
        var path = new SequencePath(
            new SequenceHeader { SequenceId = new SequenceId(2025, 7, 1) },
            [.. steps.Select((s, i) => new PathStep(new NamedStep(null, s.Name), s.Status, Start.AddSeconds(i)))]);

        Assert.Equal(
            reached,
            new FunnelWalk(FunnelDefinition.Of("Ad_Step_1_Make", "Ad_Step_2_Price", "Ad_Step_1_Make") with { Order = order }).Walk(path).Reached);
        var flow = FlowDefinition.Create("Ad").Step("Ad_Step_1_Make").Step("Ad_Step_2_Price");
        Assert.True(Assert.Single(new FlowChecker([flow]).Check(path)).IsConforming);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(FunnelOrder.Ordered, 70_000)]
    [InlineData(FunnelOrder.Strict, 70_000)]
    [InlineData(FunnelOrder.Any, 70_002)] // the last attempt begins with B
    public async Task AStepThatIsMadeAThousandTimesOverTakesNoLongerThanItIsLong(FunnelOrder order, int last)
    {
        var steps = Enumerable.Range(0, 100_000)
            .Select(i => new PathStep(new NamedStep(null, i == 70_000 ? "B" : "A"), StepStatus.Completed, Start.AddSeconds(i)))
            .ToList();
        var path = new SequencePath(new SequenceHeader { SequenceId = new SequenceId(2025, 7, 1) }, steps);
        var funnel = FunnelDefinition.Of("A", "A", "B", "C") with { Order = order, Window = TimeSpan.FromHours(12) };

        var pass = await Task.Run(() => new FunnelWalk(funnel).Walk(path), TestContext.Current.CancellationToken);

        Assert.Equal(3, pass.Reached);
        Assert.Equal(last, pass.At[^1]);
    }

    /// <summary>Journeys one behind the other, each a step a minute; one that ends with a point is completed.</summary>
    private async Task MakeAsync(params string[] journeys)
    {
        foreach (var journey in journeys)
        {
            using var scope = _sequences.Log.Begin();
            foreach (var step in journey.TrimEnd('.').Split(' '))
            {
                _sequences.Logger.Information("{StepName}", step);
                _sequences.Clock!.Advance(TimeSpan.FromMinutes(1));
            }

            if (journey.EndsWith('.'))
            {
                scope.Complete();
            }
        }

        await _sequences.AllAsync();
    }
}
