using System.Globalization;

namespace SequenceLogging.PostgreSql.Tests.Processes;

/// <summary>Four nodes log into one store, and its server dies in the middle of it, again and again.</summary>
public class FourNodesTests
{
    private static readonly TimeSpan FirstSuccess = TimeSpan.FromSeconds(3);

    // 1,000,000 steps with SEQLOG_LANE=long.
    private static readonly (int StepsOfThread, int StepsPerSecond, int Outages) Load =
        Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long" ? (125_000, 5_000, 3) : (1_750, 250, 2);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task NothingIsLostOrDoubledAndNoIdIssuedTwiceThoughTheServerDies(int idBlockSize)
    {
        using var load = new LoadUnderOutages(Load.StepsOfThread, Load.StepsPerSecond, idBlockSize);
        await load.RunAsync(Load.Outages);

        var faults = await load.FindFaultsAsync();
        Assert.Equal([], faults.Take(10));
        Assert.All(load.Returns, r => Assert.InRange(r, TimeSpan.Zero, FirstSuccess));
        var slowest = string.Join(", ", load.Returns.Select(r => r.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{LoadUnderOutages.Nodes} nodes, {load.Steps} steps, ids in blocks of {idBlockSize}, {load.Returns.Count} immediate stops: "
            + $"0 lost, 0 doubled, in order; first success of the slowest node {slowest} s after the server's return");
    }

    /// <summary>The control: a server that answers before it is durable must be found out.</summary>
    [Fact]
    public async Task WithoutSynchronousCommitTheSameCheckFindsStepsThatAreLost()
    {
        using var load = new LoadUnderOutages(stepsOfThread: 2_000, stepsPerSecond: 250, idBlockSize: 1, isDurable: false);
        await load.RunAsync(outages: 3);

        Assert.Contains(await load.FindFaultsAsync(), f => f.EndsWith("is lost", StringComparison.Ordinal));
    }
}
