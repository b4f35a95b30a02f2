namespace SequenceLogging.Insight.Health;

/// <summary>From when on a change is worth a word. The defaults let a shop of a hundred journeys a day sleep at night.</summary>
public sealed class HealthRules
{
    /// <summary>The days that are looked at, today being the last; default 7, from 1 to 90. As many before them are compared.</summary>
    public int Days { get; set; } = 7;

    /// <summary>Steps that there must be on both sides before their figures are compared; default 30, at least 1.</summary>
    public int LeastSample { get; set; } = 30;

    /// <summary>
    /// How unlikely a greater share of failures must be as mere chance, in standard deviations of the difference of two shares;
    /// default 3 (1 of 740), from 1 to 10. Many steps are looked at, and at 2 one of forty would be called failing.
    /// </summary>
    public double Deviations { get; set; } = 3;

    /// <summary>How many times its earlier 95th percentile a step's must be; default 2, from 1 to 100.</summary>
    public double SlowFactor { get; set; } = 2;

    /// <summary>No shorter 95th percentile is ever called slow; default 100 ms, not below 0.</summary>
    public TimeSpan LeastSlow { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Finds everything that is wrong with the rules.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(Days is >= 1 and <= 90, nameof(Days), Days, "from 1 to 90");
        Check(LeastSample >= 1, nameof(LeastSample), LeastSample, "at least 1");
        Check(Deviations is >= 1 and <= 10, nameof(Deviations), Deviations, "from 1 to 10");
        Check(SlowFactor is >= 1 and <= 100, nameof(SlowFactor), SlowFactor, "from 1 to 100");
        Check(LeastSlow >= TimeSpan.Zero, nameof(LeastSlow), LeastSlow, "not below 0");
        return errors;

        void Check(bool holds, string name, object value, string range)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
            }
        }
    }
}
