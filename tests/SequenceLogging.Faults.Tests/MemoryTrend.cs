namespace SequenceLogging.Faults.Tests;

/// <summary>What a process weighed over time.</summary>
internal sealed class MemoryTrend
{
    private readonly List<(TimeSpan At, long Bytes)> _samples = [];

    public int Count => _samples.Count;

    public void Add(TimeSpan at, long bytes) => _samples.Add((at, bytes));

    /// <summary>The slope of the straight line that fits the samples best, in MB (1,000,000 bytes) per hour.</summary>
    /// <param name="warmUp">Samples before it do not count.</param>
    public double MegabytesPerHour(TimeSpan warmUp)
    {
        var counted = _samples.Where(s => s.At >= warmUp).Select(s => (X: s.At.TotalHours, Y: s.Bytes / 1e6)).ToList();
        Assert.True(counted.Count >= 5, $"{counted.Count} samples after {warmUp} are too few to tell a slope.");
        var (meanX, meanY) = (counted.Average(s => s.X), counted.Average(s => s.Y));
        return counted.Sum(s => (s.X - meanX) * (s.Y - meanY)) / counted.Sum(s => (s.X - meanX) * (s.X - meanX));
    }

    /// <summary>Whether it stays flat: less than 1 MB an hour, or less than 1 MB over a time that is shorter than that.</summary>
    public bool IsFlat(TimeSpan warmUp, TimeSpan duration) =>
        MegabytesPerHour(warmUp) * Math.Min(1, (duration - warmUp).TotalHours) < 1;
}
