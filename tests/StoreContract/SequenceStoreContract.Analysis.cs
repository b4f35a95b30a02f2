using SequenceLogging.Insight;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Journeys;

namespace SequenceLogging.StoreContract;

// Questions about many journeys: one engine over every store, so the answers are the same on each.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task JourneysAreAnalysedAlikeOnEveryStore()
    {
        await using var app = Start(at: new DateTimeOffset(2025, 7, 1, 9, 0, 0, TimeSpan.Zero));
        string[][] ways = [["Ad_Step_1", "Ad_Step_2", "Ad_Step_3"], ["Ad_Step_1", "Ad_Step_3", "Ad_Step_2"], ["Ad_Step_1", "Ad_Step_2"], ["чужой 👩‍🚀", "Ad_Step_1"]];
        for (var i = 0; i < 40; i++)
        {
            var id = app.Begin(i % 3 + 1);
            foreach (var step in ways[i % ways.Length])
            {
                app.Log(id, "{StepName} by {Component}", step, i % 2 == 0 ? "bot" : "web");
                app.Clock.Advance(TimeSpan.FromSeconds(10 + i));
            }

            if (i % 5 == 0)
            {
                app.Sequences.Complete(id);
            }
        }

        await app.FlushAsync();
        var analysis = new JourneyAnalysis(app.Store.Reader, app.Clock);

        var kept = await analysis.GetFlowAsync(cancellationToken: Token);
        var read = await analysis.GetFlowAsync(new SequenceQuery(), Token);
        Assert.Equal(
            "Ad_Step_1>Ad_Step_2 20, Ad_Step_1>Ad_Step_3 10, Ad_Step_2>Ad_Step_3 10, Ad_Step_3>Ad_Step_2 10, чужой 👩‍🚀>Ad_Step_1 10",
            string.Join(", ", kept.Edges.Select(e => $"{e.From}>{e.To} {e.Count}")));
        Assert.Equal(kept.Nodes, read.Nodes);
        Assert.Equal(kept.Edges, read.Edges);
        var opened = await analysis.OpenAsync(kept.Open("чужой 👩‍🚀", "Ad_Step_1"), limit: 100, cancellationToken: Token);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 40L - (4 * i)), opened.Select(s => s.Sequence.SequenceId.Number));

        var variants = await analysis.GetVariantsAsync(new SequenceQuery { UserId = 1 }, new VariantOptions { Top = 2 }, Token);
        Assert.Equal((4, 14, 2), (variants.Total, variants.Sequences, variants.Variants.Count));

        var funnel = (await analysis.GetFunnelAsync(FunnelDefinition.Of("Ad_Step_1", "Ad_Step_2", "Ad_Step_3"), cancellationToken: Token)).All;
        Assert.Equal("40 8 2, 30 16 4, 10 0 0", string.Join(", ", funnel.Steps.Select(s => $"{s.Reached} {s.InProgress} {s.Left}")));

        var check = await analysis.CheckAsync(cancellationToken: Token);
        Assert.Equal(
            "outOfOrder Ad_Step_2 10, missing Ad_Step_3 4, missing Ad_Step_2 2",
            string.Join(", ", check.Deviations.Select(d => $"{Insight.Conformance.DeviationKindText.ToText(d.Kind)} {d.Step} {d.Count}")));
        Assert.Equal(40, check.Sequences);
    }
}
