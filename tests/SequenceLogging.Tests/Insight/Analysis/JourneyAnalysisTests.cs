using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Insight.Analysis;

/// <summary>
/// On journeys at random: parts add up to wholes, each number is the count of the sequences that it opens into, and a slow recount
/// of whole journeys comes to the same.
/// </summary>
public sealed class JourneyAnalysisTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task TheFlowThatIsKeptIsTheFlowThatIsRead(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed);

        var kept = await journeys.Analysis.GetFlowAsync();
        var read = await journeys.Analysis.GetFlowAsync(new SequenceQuery());

        Assert.Equal((true, null), (kept.Coverage.IsKept, kept.Coverage.Sequences));
        Assert.Equal((false, journeys.All.Count), (read.Coverage.IsKept, read.Coverage.Sequences));
        Assert.Equal(kept.Nodes, read.Nodes);
        Assert.Equal(kept.Edges, read.Edges);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EveryStepAndEveryWayOfAFlowOpens(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed);
        var pairs = journeys.All.SelectMany(j => SlowCounts.Names(j).Zip(SlowCounts.Names(j).Skip(1))).ToLookup(p => p);

        FlowGraph[] graphs = [await journeys.Analysis.GetFlowAsync(), await journeys.Analysis.GetFlowAsync(new SequenceQuery())];
        foreach (var graph in graphs)
        {
            Assert.Equal(pairs.ToDictionary(p => p.Key, p => (long)p.Count()), graph.Edges.ToDictionary(e => (e.From, e.To), e => e.Count));
            Assert.Equal(journeys.All.Sum(j => j.Steps.Count), graph.Nodes.Sum(n => n.Count));
            Assert.Equal(journeys.All.Sum(j => Math.Max(0, j.Steps.Count - 1)), graph.Edges.Sum(e => e.Count));
            foreach (var node in graph.Nodes)
            {
                await OpensAsync(journeys, graph.Open(node.Step), node.Count, j => SlowCounts.Names(j).Count(n => n == node.Step));
                Assert.Equal(
                    journeys.All.Sum(j => j.Steps.Count(s => s.StepName.Value == node.Step && s.Status is StepStatus.Failed)), node.Failed);

                // Who did not come from another step began here; who did not go on to one is here still, or has ended.
                await OpensAsync(
                    journeys, graph.OpenFirst(node.Step), node.Count - graph.Edges.Where(e => e.To == node.Step).Sum(e => e.Count),
                    j => SlowCounts.Names(j).FirstOrDefault() == node.Step ? 1 : 0);
                await OpensAsync(
                    journeys, graph.OpenLast(node.Step), node.Count - graph.Edges.Where(e => e.From == node.Step).Sum(e => e.Count),
                    j => SlowCounts.Names(j).LastOrDefault() == node.Step ? 1 : 0);
            }

            foreach (var edge in graph.Edges)
            {
                await OpensAsync(
                    journeys, graph.Open(edge.From, edge.To), edge.Count,
                    j => SlowCounts.Names(j).Zip(SlowCounts.Names(j).Skip(1)).Count(p => p == (edge.From, edge.To)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EachMonthOfAFlowOpensAndTheMonthsAddUp(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed);
        var all = await journeys.Analysis.GetFlowAsync();
        var months = journeys.All.SelectMany(j => j.Steps).Select(s => (s.Timestamp.Year * 100) + s.Timestamp.Month).Distinct().ToList();
        Assert.True(months.Count > 1, "steps of one month only");

        var counts = new Dictionary<string, long>();
        foreach (var month in months)
        {
            var graph = await journeys.Analysis.GetFlowAsync(month, month);
            foreach (var node in graph.Nodes)
            {
                counts[node.Step] = counts.GetValueOrDefault(node.Step) + node.Count;
                await OpensAsync(
                    journeys, graph.Open(node.Step), node.Count,
                    j => j.Steps.Count(s => s.StepName.Value == node.Step && (s.Timestamp.Year * 100) + s.Timestamp.Month == month));
            }

            foreach (var edge in graph.Edges)
            {
                await OpensAsync(journeys, graph.Open(edge.From, edge.To), edge.Count, null);
            }
        }

        Assert.Equal(all.Nodes.ToDictionary(n => n.Step, n => n.Count), counts);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task AFilteredFlowIsThatOfTheSequencesThatFit(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed);
        foreach (var status in Enum.GetValues<SequenceStatus>())
        {
            var graph = await journeys.Analysis.GetFlowAsync(new SequenceQuery { Status = status, Language = "en" });

            var fitting = journeys.All.Where(j => j.Status == status && j.Language == "en").ToList();
            Assert.Equal(fitting.Count, graph.Coverage.Sequences);
            Assert.Equal(fitting.Sum(j => j.Steps.Count), graph.Nodes.Sum(n => n.Count));
            foreach (var edge in graph.Edges)
            {
                await OpensAsync(journeys, graph.Open(edge.From, edge.To), edge.Count, null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EverySequenceHasOneVariantAndEachOpens(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed);
        var slow = journeys.All.Where(j => j.Steps.Count > 0).GroupBy(j => string.Join('\n', SlowCounts.Names(j))).ToList();

        var report = await journeys.Analysis.GetVariantsAsync(options: new VariantOptions { Top = int.MaxValue });
        var few = await journeys.Analysis.GetVariantsAsync(options: new VariantOptions { Top = 3 });
        var frequent = await journeys.Analysis.GetVariantsAsync(options: new VariantOptions { MinShare = 0.05 });

        Assert.Equal((slow.Count, slow.Sum(v => v.Count())), (report.Total, report.Sequences));
        Assert.Equal(journeys.All.Count, report.Sequences + report.WithoutSteps);
        Assert.Equal(report.Sequences, report.Variants.Sum(v => v.Count));
        Assert.Equal(1, report.Variants.Sum(v => v.Share), 9);
        Assert.Equal(slow.Max(v => v.Count()), report.Variants[0].Count);
        Assert.Equal(slow.Count, few.Total);
        Assert.Equal(report.Variants.Take(3).Select(v => (v.Number, v.Count)), few.Variants.Select(v => (v.Number, v.Count)));
        Assert.Equal(report.Variants.Where(v => v.Share >= 0.05).Select(v => v.Number), frequent.Variants.Select(v => v.Number));
        await OpensAsync(journeys, report.OpenWithoutSteps(), report.WithoutSteps, j => j.Steps.Count == 0 ? 1 : 0);
        foreach (var variant in report.Variants)
        {
            var same = Assert.Single(slow, v => v.Key == string.Join('\n', variant.Steps));
            await OpensAsync(journeys, report.Open(variant), variant.Count, j => same.Contains(j) ? 1 : 0);
            Assert.Equal(
                new VariantOutcomes(
                    same.Count(j => j.Status is SequenceStatus.Active), same.Count(j => j.Status is SequenceStatus.Completed),
                    same.Count(j => j.Status is SequenceStatus.Failed), same.Count(j => j.Status is SequenceStatus.Abandoned)),
                variant.Outcomes);
            var took = same.Select(j => (j.Steps[^1].Timestamp - j.Steps[0].Timestamp).TotalSeconds).Order().ToList();
            Assert.Equal((took[(took.Count - 1) / 2] + took[took.Count / 2]) / 2, variant.MedianSeconds, 6);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task AFunnelAddsUpAndOpensInEveryMode(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed, count: 30);
        foreach (var funnel in Funnels(seed))
        {
            var report = await journeys.Analysis.GetFunnelAsync(funnel);
            var reached = journeys.All.ToDictionary(j => j.SequenceId, j => SlowCounts.Reached(funnel, j));

            await AddsUpAsync(journeys, report, null, report.All);
            for (var step = 1; step <= funnel.Steps.Count; step++)
            {
                var result = report.All.Steps[step - 1];
                await OpensAsync(
                    journeys, report.Open(FunnelPart.Reached, step), result.Reached, j => reached[j.SequenceId] >= step ? 1 : 0);
                await OpensAsync(
                    journeys, report.Open(FunnelPart.InProgress, step), result.InProgress,
                    j => reached[j.SequenceId] == step && SlowCounts.IsInProgress(funnel, j, report.AsOf) ? 1 : 0);
                Assert.Equal(result.Left, result.After.Sum(a => a.Count));
                foreach (var after in result.After)
                {
                    await OpensAsync(journeys, report.OpenLeft(step, after.Step), after.Count, null);
                }
            }

            Assert.Equal(report.All.Sequences, report.Groups.Sum(g => g.Result.Sequences));
            Assert.True(report.Groups.Count <= 3);
            foreach (var group in report.Groups)
            {
                await AddsUpAsync(journeys, report, group, group.Result);
                await OpensAsync(journeys, report.Open(group), group.Result.Sequences, null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task ConformanceAddsUpAndOpens(int seed)
    {
        await using var journeys = await RandomJourneys.MakeAsync(seed);
        var declared = FlowDefinition.Create("CreateAd").Step("CreateAd_Step_1_Start")
            .Optional("CreateAd_Step_3_Photo", TimeSpan.FromHours(4)).Step("CreateAd_Step_4_Price", within: TimeSpan.FromHours(2))
            .OneOf("CreateAd_Step_7_Done", "help was asked for");
        IReadOnlyList<FlowDefinition>[] sets = [await journeys.Analysis.GetFlowDefinitionsAsync(), [declared]];
        foreach (var flows in sets)
        {
            var report = await journeys.Analysis.CheckAsync(flows: flows);

            var slow = journeys.All.SelectMany(j => flows.SelectMany(f => SlowCounts.Deviations(f, j).Select(d => (j.SequenceId, f.Name, d))))
                .GroupBy(d => (d.Name, d.d.Kind, d.d.Step))
                .ToDictionary(d => d.Key, d => ((long)d.Select(x => x.SequenceId).Distinct().Count(), (long)d.Count(), d.Max(x => x.SequenceId)));
            Assert.Equal(slow, report.Deviations.ToDictionary(d => (d.Flow, d.Kind, d.Step), d => (d.Count, d.Times, d.Example)));
            Assert.Equal(journeys.All.Count, report.Sequences + report.WithoutFlow);
            await OpensAsync(journeys, report.OpenWithoutFlow(), report.WithoutFlow, j => flows.Any(f => SlowCounts.CameTo(f, j)) ? 0 : 1);
            await OpensAsync(
                journeys, report.Open(isConforming: true), report.Conforming,
                j => flows.Any(f => SlowCounts.CameTo(f, j)) && !flows.Any(f => SlowCounts.Deviations(f, j).Any()) ? 1 : 0);
            await OpensAsync(journeys, report.Open(isConforming: false), report.Sequences - report.Conforming, null);
            foreach (var deviation in report.Deviations)
            {
                await OpensAsync(journeys, report.Open(deviation), deviation.Count, null);
            }

            foreach (var flow in report.Flows)
            {
                await OpensAsync(journeys, report.Open(flow.Flow, isConforming: true), flow.Conforming, null);
                await OpensAsync(journeys, report.Open(flow.Flow, isConforming: false), flow.Sequences - flow.Conforming, null);
            }
        }
    }

    [Fact]
    public async Task AWrongNumberWouldBeSeen()
    {
        await using var journeys = await RandomJourneys.MakeAsync(1);
        var graph = await journeys.Analysis.GetFlowAsync();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(
            () => OpensAsync(journeys, graph.Open(graph.Nodes[0].Step), graph.Nodes[0].Count + 1, null));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(
            () => OpensAsync(journeys, graph.Open(graph.Nodes[0].Step), graph.Nodes[0].Count, _ => 1));
    }

    [Fact]
    public async Task ManyPagesAreOneAnswer()
    {
        await using var journeys = await RandomJourneys.MakeAsync(7, count: 4_100);
        var report = await journeys.Analysis.GetVariantsAsync();
        var graph = await journeys.Analysis.GetFlowAsync(new SequenceQuery());
        var edge = graph.Edges[0];

        var all = await journeys.Analysis.OpenAsync(graph.Open(edge.From, edge.To), limit: 10_000);
        var first = await journeys.Analysis.OpenAsync(graph.Open(edge.From, edge.To), limit: 5);
        var second = await journeys.Analysis.OpenAsync(graph.Open(edge.From, edge.To), limit: 5, before: first[^1].Sequence.SequenceId);

        Assert.Equal(4_100, report.Sequences + report.WithoutSteps);
        Assert.Equal(edge.Count, all.Sum(s => s.Times));
        Assert.Equal(all.Take(10), first.Concat(second));
        Assert.Equal(all.Select(s => s.Sequence.SequenceId).OrderDescending(), all.Select(s => s.Sequence.SequenceId));
    }

    private static IEnumerable<FunnelDefinition> Funnels(int seed)
    {
        string[][] lists =
        [
            ["User_Flow_1_Start", "CreateAd_Step_1_Start", "CreateAd_Step_3_Text", "CreateAd_Step_4_Price"],
            ["CreateAd_Step_1_Start", "User_Flow_1_Start", "CreateAd_Step_1_Start"],
            ["CreateAd_Step_3_Text", "no such step", "User_Flow_1_Start"],
        ];
        FunnelBreakdown[] breakdowns = [FunnelBreakdown.Language, FunnelBreakdown.User, FunnelBreakdown.Property("Plan")];
        foreach (var order in Enum.GetValues<FunnelOrder>())
        {
            yield return FunnelDefinition.Of(lists[seed % lists.Length]) with { Order = order, By = breakdowns[seed % 3] with { Top = 2 } };
            yield return FunnelDefinition.Of(lists[(seed + 1) % lists.Length]) with
            {
                Order = order,
                Window = TimeSpan.FromHours(seed * 6),
                Idle = seed % 2 == 0 ? TimeSpan.FromHours(seed * 10) : null,
                By = breakdowns[(seed + 1) % 3] with { Top = 2 },
            };
        }
    }

    private static async Task AddsUpAsync(RandomJourneys journeys, FunnelReport report, FunnelGroup? group, FunnelResult result)
    {
        for (var step = 1; step <= result.Steps.Count; step++)
        {
            var numbers = result.Steps[step - 1];
            var next = step < result.Steps.Count ? result.Steps[step].Reached : numbers.Reached;
            Assert.Equal(numbers.Reached, next + numbers.Left + numbers.InProgress);
            await OpensAsync(journeys, report.Open(FunnelPart.Reached, step, group), numbers.Reached, null);
            await OpensAsync(journeys, report.Open(FunnelPart.Left, step, group), numbers.Left, null);
            await OpensAsync(journeys, report.Open(FunnelPart.InProgress, step, group), numbers.InProgress, null);
        }

        await OpensAsync(
            journeys, report.Open(FunnelPart.Reached, 0, group), result.Sequences - result.Steps[0].Reached, null);
    }

    /// <summary>The number is the sum of how often the sequences count that it opens into, and these are the ones that it should count.</summary>
    private static async Task OpensAsync(
        RandomJourneys journeys, SequenceSelection selection, long number, Func<SequenceDetails, int>? times)
    {
        var opened = await journeys.Analysis.OpenAsync(selection, SequenceQuery.MaxLimit);

        Assert.Equal(number, opened.Sum(s => s.Times));
        if (times is not null)
        {
            Assert.Equal(
                journeys.All.Select(j => (j.SequenceId, (long)times(j))).Where(j => j.Item2 > 0),
                opened.Select(s => (s.Sequence.SequenceId, s.Times)));
        }
    }
}
