namespace WebBot.Demo;

/// <summary>Chance, the same each time for a seed; for any number of threads.</summary>
internal sealed class Dice(int seed)
{
    private readonly Lock _lock = new();
#pragma warning disable CA5394 // Nothing here must be hard to guess.
    private readonly Random _random = new(seed);

    public bool Chance(double share) => Next() < share;

    public T Pick<T>(IReadOnlyList<T> of) => of[(int)(Next() * of.Count)];

    public TimeSpan Between(double leastSeconds, double mostSeconds) =>
        TimeSpan.FromSeconds(leastSeconds + (Next() * (mostSeconds - leastSeconds)));

    /// <summary>How long people take: mostly about so long, now and then much longer.</summary>
    public TimeSpan About(double seconds) =>
        TimeSpan.FromSeconds(seconds * Math.Exp(0.6 * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next())));

    /// <summary>The time until the next of those who come at a rate, each without knowing of the others.</summary>
    public TimeSpan UntilNext(double perSecond) => TimeSpan.FromSeconds(-Math.Log(1 - Next()) / perSecond);

    private double Next()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
#pragma warning restore CA5394
}
