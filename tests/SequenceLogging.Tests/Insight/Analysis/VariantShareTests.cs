using SequenceLogging.Insight;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Testing;

namespace SequenceLogging.Tests.Insight.Analysis;

public sealed class VariantShareTests
{
    [Theory]
    [InlineData(7, 0.07, 2)] // 0.07 * 100 is 7.000000000000001
    [InlineData(7, 0.0701, 1)]
    [InlineData(29, 0.29, 2)]
    public async Task AVariantOfExactlyTheShareIsOfAtLeastIt(int rare, double minShare, int listed)
    {
        await using var sequences = TestSequences.Start();
        for (var i = 0; i < 100; i++)
        {
            using var scope = sequences.Log.Begin();
            sequences.Logger.Information("{StepName}", i < rare ? "Rare" : "Common");
        }

        await sequences.AllAsync();
        var report = await new JourneyAnalysis(sequences.Log.Store.Reader, TimeProvider.System)
            .GetVariantsAsync(options: new VariantOptions { MinShare = minShare });

        Assert.Equal((2, listed), ((int)report.Total, report.Variants.Count));
    }
}
