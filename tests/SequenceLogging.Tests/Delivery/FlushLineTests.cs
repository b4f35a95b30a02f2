using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

public class FlushLineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WaitersGoInTheOrderOfTheirPositions()
    {
        var line = new FlushLine(settled: 0);
        var late = line.WaitAsync(long.MaxValue, 7);
        var early = line.WaitAsync(long.MaxValue, 3);

        line.Settle(5);

        Assert.Null(await early.WaitAsync(Long));
        Assert.False(late.IsCompleted);
        Assert.False(line.IsEmpty);
        line.Settle(7);
        Assert.Null(await late.WaitAsync(Long));
        Assert.True(line.IsEmpty);
        Assert.True(line.WaitAsync(1, 7).IsCompleted);
    }

    [Fact]
    public async Task ARejectionIsToldToWhomItBelongs()
    {
        var line = new FlushLine(settled: 0);
        var mine = line.WaitAsync(4, 6);
        var before = line.WaitAsync(1, 3);
        var everybody = line.WaitAsync(long.MaxValue, 9);

        line.Reject(new RejectedRecord(5, "first"));
        line.Reject(new RejectedRecord(6, "second"));
        line.Settle(9);

        Assert.Equal("first", await mine.WaitAsync(Long));
        Assert.Null(await before.WaitAsync(Long));
        Assert.Null(await everybody.WaitAsync(Long));
    }

    [Fact]
    public async Task ARejectionIsToldToOneWhoComesBehindIt()
    {
        var line = new FlushLine(settled: 0);
        line.Reject(new RejectedRecord(5, "too fast"));
        var unsettled = line.WaitAsync(5, 5);
        line.Settle(6);

        Assert.Equal("too fast", await unsettled.WaitAsync(Long));
        Assert.Equal("too fast", await line.WaitAsync(4, 6).WaitAsync(Long));
        Assert.Null(await line.WaitAsync(6, 6).WaitAsync(Long));
    }
}
