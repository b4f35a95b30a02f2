namespace SequenceLogging.Benchmarks.Timing;

/// <summary>The middle of many measurements, and what lies above it.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values) => At(values, 0.5);

    /// <summary>The value that a share of the others does not exceed.</summary>
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Min(share * sorted.Length, sorted.Length - 1)];
    }

    /// <summary>The median of the ratios of neighbours: what the machine's mood does to both of them falls out.</summary>
    public static double OfRatios(IEnumerable<double> values, IEnumerable<double> baseline) =>
        Of(values.Zip(baseline, (value, one) => value / one));

    /// <summary>The same of the differences.</summary>
    public static double OfDifferences(IEnumerable<double> values, IEnumerable<double> baseline) =>
        Of(values.Zip(baseline, (value, one) => value - one));
}
