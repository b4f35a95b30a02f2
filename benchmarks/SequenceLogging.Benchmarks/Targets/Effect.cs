namespace SequenceLogging.Benchmarks.Targets;

/// <summary>A benchmark that does nothing is the fastest: what must be there afterwards is looked for.</summary>
internal static class Effect
{
    public static void Equal(long expected, long actual, string what) =>
        IsTrue(expected == actual, FormattableString.Invariant($"{what}: {actual:#,0} instead of {expected:#,0}"));

    public static void IsTrue(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The benchmark measured something else than it says: {otherwise}.");
        }
    }
}
