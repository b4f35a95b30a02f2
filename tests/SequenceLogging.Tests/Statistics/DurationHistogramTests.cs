using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Statistics;

public class DurationHistogramTests
{
    private const double Tolerance = 0.011;
    private static readonly double[] Shares = [0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1];

    [Fact]
    public void QuantilesAreRightWithinOnePointOnePercent()
    {
        var random = new Random(11);
        foreach (var next in Distributions(random))
        {
            for (var count = 1; count <= 30_000; count = (count * 3) + 1)
            {
                var durations = Enumerable.Range(0, count).Select(_ => next()).ToArray();
                var histogram = Of(durations);
                Array.Sort(durations);

                foreach (var share in Shares)
                {
                    var exact = durations[Math.Max(1, (int)Math.Ceiling(share * count)) - 1];
                    AssertClose(exact, histogram.Quantile(share));
                }

                Assert.Equal(count, histogram.Count);
                Assert.Equal(durations.Sum(), histogram.SumMs, durations.Sum() * 1e-9);
            }
        }
    }

    [Fact]
    public void ItIsRightAtTheBoundsOfItsBucketsAndAtTheEndsOfTheScale()
    {
        foreach (var exact in Enumerable.Range(-64, 128).Select(i => Math.Pow(2, i / 32.0))
            .Concat([1e-9, 0.001, 1, 1000, 86_400_000, 1e300, double.MaxValue / 4, 1e-300]))
        {
            AssertClose(exact, Of(exact).Quantile(0.5));
        }
    }

    [Fact]
    public void MergedHistogramsAreTheHistogramOfTheUnion()
    {
        var random = new Random(12);
        var parts = Distributions(random)
            .Select(next => Enumerable.Range(0, random.Next(5_000)).Select(_ => next()).ToArray())
            .Append([])
            .ToArray();
        var merged = new DurationHistogram();
        foreach (var part in parts)
        {
            merged.Add(Of(part));
        }

        var union = Of([.. parts.SelectMany(p => p)]);

        Assert.Equal(union.Count, merged.Count);
        Assert.Equal(union.SumMs, merged.SumMs, union.SumMs * 1e-9);
        Assert.All(Shares, share => Assert.Equal(union.Quantile(share), merged.Quantile(share)));
    }

    [Fact]
    public void BytesKeepEverything()
    {
        var random = new Random(13);
        foreach (var next in Distributions(random))
        {
            var histogram = Of([.. Enumerable.Range(0, 2_000).Select(_ => next()), 0, -1, 1e300, 1e-300]);

            var read = DurationHistogram.Read(histogram.ToArray());

            Assert.Equal((histogram.Count, histogram.SumMs), (read.Count, read.SumMs));
            Assert.All(Shares, share => Assert.Equal(histogram.Quantile(share), read.Quantile(share)));
            Assert.Equal(histogram.ToArray(), read.ToArray());
        }

        Assert.Equal(0, DurationHistogram.Read(new DurationHistogram().ToArray()).Count);
        Assert.Equal(0, DurationHistogram.Read([]).Count);
    }

    [Fact]
    public void WhatIsNoDurationIsPassedOverAndBelowZeroIsZero()
    {
        var histogram = Of(double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        Assert.Equal((0, 0.0, null), (histogram.Count, histogram.SumMs, histogram.Quantile(0.5)));

        histogram = Of(-5, 0);
        Assert.Equal((2, 0.0, 0.0), (histogram.Count, histogram.SumMs, histogram.Quantile(1)));
    }

    [Fact]
    public void AShareBeyondTheScaleIsItsEnd()
    {
        var histogram = Of(1, 100);

        Assert.Equal(histogram.Quantile(0), histogram.Quantile(-3));
        Assert.Equal(histogram.Quantile(1), histogram.Quantile(3));
    }

    [Fact]
    public void DamagedBytesAreAHistogramOrAFormatException()
    {
        var random = new Random(14);
        var bytes = Of([.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 1000)]).ToArray();
        var malformed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = bytes[..random.Next(1, bytes.Length + 1)];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                var read = DurationHistogram.Read(damaged);
                Assert.True(read.Count >= 0);
                _ = read.Quantile(0.5);
            }
            catch (FormatException)
            {
                malformed++;
            }
        }

        Assert.NotEqual(0, malformed);
    }

    [Theory]
    [InlineData("00")] // a bucket that counts nothing
    [InlineData("FFFFFFFFFFFFFFFFFF01")] // one that counts less than nothing
    [InlineData("FFFFFFFFFFFFFFFF7F0201")] // two that count more than there is room for
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF01")] // a number without end
    public void CountsThatCannotBeAreMalformed(string counts)
    {
        var bytes = new byte[9].Concat(Convert.FromHexString(counts)).ToArray();

        Assert.Throws<FormatException>(() => DurationHistogram.Read(bytes));
    }

    private static DurationHistogram Of(params double[] durations)
    {
        var histogram = new DurationHistogram();
        foreach (var duration in durations)
        {
            histogram.Add(duration);
        }

        return histogram;
    }

    private static void AssertClose(double exact, double? quantile) =>
        Assert.InRange(quantile!.Value, exact * (1 - Tolerance), exact * (1 + Tolerance));

    private static Func<double>[] Distributions(Random random) =>
    [
        () => random.NextDouble() * 1000,
        () => Math.Exp((random.NextDouble() * 40) - 20), // from nanoseconds to a week
        () => random.Next(4) == 0 ? 30_000 + random.Next(1000) : random.Next(1, 5), // two humps
        () => random.Next(3), // many zeros
    ];

    [Fact]
    public void TheShareWithinADurationIsThatOfTheCounted()
    {
        var histogram = new DurationHistogram();
        Assert.Null(histogram.ShareWithin(1));
        foreach (var ms in new double[] { 0, 10, 100, 1_000 })
        {
            histogram.Add(ms);
        }

        Assert.Equal(
            [0, 0.25, 0.25, 0.5, 0.5, 0.75, 1, 1],
            new[] { double.NaN, 0, 9, 10, 90, 101, 1_000, double.PositiveInfinity }.Select(ms => histogram.ShareWithin(ms) ?? 0));
    }
}
