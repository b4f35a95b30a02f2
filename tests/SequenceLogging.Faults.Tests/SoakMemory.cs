namespace SequenceLogging.Faults.Tests;

/// <summary>What the writer of a soak told now and then: its memory, and its books.</summary>
internal sealed class SoakMemory
{
    private readonly MemoryTrend _heap = new();
    private readonly MemoryTrend _resident = new();
    private TimeSpan _last;
    private string _books = "";

    public int Samples => _heap.Count;

    public void Add(double[] said, bool isLast)
    {
        _last = TimeSpan.FromSeconds(said[0]);
        _heap.Add(_last, (long)said[1]);
        _resident.Add(_last, (long)said[2]);
        var (emitted, stored, duplicate, rejected, dropped, pending) = (said[4], said[5], said[6], said[7], said[8], said[9]);
        _books = $"{emitted} emitted, {said[3]} refusals";
        Assert.Equal(emitted, stored + duplicate + rejected + dropped + pending);
        Assert.Equal((0, 0, 0), (duplicate, rejected, dropped));
        if (isLast)
        {
            Assert.Equal(emitted, stored);
        }
    }

    public bool IsFlat(TimeSpan duration) => _heap.IsFlat(WarmUpOf(duration), duration);

    public override string ToString()
    {
        var warmUp = WarmUpOf(_last);
        return FormattableString.Invariant(
            $"{_books}; heap {_heap.MegabytesPerHour(warmUp):0.000} MB/h, resident {_resident.MegabytesPerHour(warmUp):0.0} MB/h after {warmUp.TotalMinutes:0.0} min");
    }

    private static TimeSpan WarmUpOf(TimeSpan duration) => duration / Lane.Pick(2, 6);
}
