using System.Text;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Tests.Events;

/// <summary>The raw databases get the same texts and numbers that our store makes of the events; else they are no yardstick.</summary>
public class StepRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task EachRowIsWhatTheStoreKeepsOfItsStep(int properties)
    {
        using var folder = new TempFolder();
        var load = new StepLoad(200, sequences: 7, properties);
        var rows = new StepRows(load);
        await using var peer = SequencesPeer.OnSqlite(folder.Path);
        await peer.PrepareAsync(load);

        await peer.StoreAsync(load);

        var kept = await peer.Log.Store.Reader.ReadStepsAsync(0, 1_000);
        Assert.Equal(load.Steps, kept.Count);
        for (var i = 0; i < kept.Count; i++)
        {
            var (row, step) = (rows[i], kept[i]);
            Assert.Equal((row.Sequence & 0xFFFFFFFF, row.Order), (step.SequenceId.Number, (long)step.Order));
            Assert.Equal((int)row.Status, (int)step.Status);
            Assert.Equal(Encoding.UTF8.GetString(row.Message), step.Message);
            Assert.Equal(Encoding.UTF8.GetString(row.Metadata), step.Metadata?.ToString());
            Assert.Null(step.DurationMs);
        }
    }
}
