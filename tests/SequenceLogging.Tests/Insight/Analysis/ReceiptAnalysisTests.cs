using System.Globalization;
using System.Text.Json;
using SequenceLogging.Importing;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Testing;

namespace SequenceLogging.Tests.Insight.Analysis;

/// <summary>The real log of 1,434 cases: what the analysis says agrees with a plain recount of the file's lines.</summary>
public sealed class ReceiptAnalysisTests
{
    [Fact]
    public async Task VariantsWaysAndDurationsAreThoseOfThePlainRecount()
    {
        var file = RealLog.Find("receipt.clef");
        Assert.SkipWhen(file is null, RealLog.Missing);
        var cases = (await File.ReadAllLinesAsync(file!, TestContext.Current.CancellationToken))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(e => (
                Case: e.GetProperty("CaseId").GetString()!,
                Step: e.GetProperty("StepName").GetString()!,
                Time: DateTimeOffset.Parse(e.GetProperty("@t").GetString()!, CultureInfo.InvariantCulture)))
            .GroupBy(e => e.Case)
            .Select(c => c.ToList())
            .ToList();
        var ways = cases.SelectMany(c => c.Zip(c.Skip(1))).GroupBy(w => (w.First.Step, w.Second.Step)).ToList();
        await using var store = new InMemoryStoreProvider().Open(new SequenceLogOptions());
        await using (var log = File.OpenRead(file!))
        {
            await new LogImporter(store, new ImportOptions { SequenceBy = "CaseId" })
                .ImportAsync(log, "receipt.clef", null, TestContext.Current.CancellationToken);
        }

        var analysis = new JourneyAnalysis(store.Reader, TimeProvider.System);
        var variants = await analysis.GetVariantsAsync();
        var kept = await analysis.GetFlowAsync();
        var read = await analysis.GetFlowAsync(new SequenceQuery());

        Assert.Equal((116, 1_434, 713), (variants.Total, variants.Sequences, variants.Variants[0].Count));
        Assert.Equal(
            cases.GroupBy(c => string.Join(',', c.Select(e => e.Step))).Select(v => (long)v.Count()).OrderDescending().Take(20),
            variants.Variants.Select(v => v.Count));
        Assert.Equal(Median(cases.Select(c => (c[^1].Time - c[0].Time).TotalSeconds)), variants.MedianSeconds!.Value, 5);
        Assert.Equal(cases.Sum(c => c.Count), kept.Nodes.Sum(n => n.Count));
        Assert.Equal(ways.ToDictionary(w => w.Key, w => (long)w.Count()), kept.Edges.ToDictionary(e => (e.From, e.To), e => e.Count));
        Assert.Equal(kept.Edges, read.Edges);
        Assert.All(kept.Edges, edge =>
        {
            var waits = ways.Single(w => w.Key == (edge.From, edge.To)).Select(w => Math.Max(0, (w.Second.Time - w.First.Time).TotalSeconds)).ToList();
            Assert.Equal(waits.Average(), edge.MeanSeconds, 5);

            // The store keeps no single wait, but a histogram: the wait of that rank, give or take 1.1 %.
            var middle = waits.Order().ElementAt((waits.Count + 1) / 2 - 1);
            Assert.InRange(edge.MedianSeconds, (middle * 0.988) - 0.000_01, (middle * 1.012) + 0.000_01);
        });
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
