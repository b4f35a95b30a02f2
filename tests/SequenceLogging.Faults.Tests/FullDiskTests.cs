using FaultWriter;

namespace SequenceLogging.Faults.Tests;

/// <summary>The disk of store and journal is full in the middle, and later there is room again.</summary>
public class FullDiskTests
{
    private const int Threads = 4;
    private const long Large = 512 << 20;
    private const long Small = 2 << 20;
    private static readonly TimeSpan MostToFirstSuccess = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(Large)]
    [InlineData(Small)]
    public async Task TheApplicationGoesOnAndAllThatWasNotDroppedIsStored(long queueBytes)
    {
        var outage = TimeSpan.FromSeconds(Lane.Pick(1, 20));
        using var disk = new SmallDisk(Threads, queueBytes);
        await disk.FillAsync();
        Assert.Null(await disk.FirstSuccessAsync(outage));
        await disk.MakeRoomAsync();
        var success = await disk.FirstSuccessAsync(2 * MostToFirstSuccess);
        var end = await disk.StopAsync();

        Assert.Equal((0, 0), (end.Thrown, end.Pending));
        if (queueBytes == Large)
        {
            // What waits has outgrown its journal, on the same disk, and goes on in memory.
            Assert.Equal(0, end.Dropped);
            Assert.NotEqual(0, end.Reported);
        }
        else
        {
            Assert.NotEqual(0, end.Dropped);
        }

        await disk.Store.ReopenAsync();
        var marks = disk.Store.Numbers("SELECT json_extract(metadata, '$.Mark') FROM steps").Select(SoakMark.FromInt64).ToList();
        Assert.Equal(end.Emitted - end.Dropped, marks.Distinct().Count());
        Assert.Equal(marks.Distinct().Count(), marks.Count);
        Assert.Equal(
            end.Dropped, disk.Store.Count("SELECT coalesce(sum(count), 0) FROM delivery_totals WHERE outcome = 'dropped'"));
        disk.Store.MustBeWhole();
        disk.Store.MustHaveNoJournalLeft();
        Lane.Note(
            $"disk full, {queueBytes >> 20} MiB may wait: {end.Emitted} steps, 0 log calls threw, {end.Dropped} dropped and counted, "
            + $"all others stored once; first success {success?.TotalSeconds:0.0} s after there was room; "
            + $"longest log call {end.LongestCallMs:0} ms");
        Assert.True(success <= MostToFirstSuccess, $"The first success came after {success}.");
    }

    [Fact]
    public async Task WithoutRoomNothingIsStored()
    {
        using var disk = new SmallDisk(Threads, Small);
        await disk.FillAsync();

        Assert.Null(await disk.FirstSuccessAsync(MostToFirstSuccess));
    }
}
