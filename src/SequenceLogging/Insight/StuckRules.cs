namespace SequenceLogging.Insight;

/// <summary>From when on an open sequence counts as stuck. The defaults are for journeys of people: minutes to weeks.</summary>
public sealed class StuckRules
{
    /// <summary>
    /// How many earlier journeys must have gone on from a step before a wait behind it is judged; default 20, at least 1. The 95th
    /// percentile of fewer than 20 is nothing but their longest.
    /// </summary>
    public int LeastSample { get; set; } = 20;

    /// <summary>
    /// How many times as long as the usual 95th percentile a wait must be; default 3, from 1 to 1,000. At 1, one of twenty healthy
    /// journeys would be called stuck.
    /// </summary>
    public double Factor { get; set; } = 3;

    /// <summary>
    /// No shorter wait is ever called stuck; default 5 min, from 0 to 30 days. Steps of a program follow each other within
    /// milliseconds, and three times that is a pause of its garbage collector.
    /// </summary>
    public TimeSpan LeastWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What share of earlier journeys must have gone on from a step at all; default 0.8, from 0 to 1. Where many people leave, as
    /// at a price, a journey that stands still is not stuck but over.
    /// </summary>
    public double LeastShareGoingOn { get; set; } = 0.8;

    /// <summary>
    /// Sequences in which nothing has happened for longer are passed over; default 30 days, at least <see cref="LeastWait"/>. They
    /// were forgotten, and would hide those that somebody can still help.
    /// </summary>
    public TimeSpan MostWait { get; set; } = TimeSpan.FromDays(30);

    /// <summary>From how many months the usual waits are learned, with the current one; default 6, from 1 to 120.</summary>
    public int Months { get; set; } = 6;

    /// <summary>Most stuck sequences that one look finds, those that began last; default 1,000, from 1 to 10,000.</summary>
    public int MostFound { get; set; } = 1_000;

    /// <summary>Finds everything that is wrong with the rules.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(LeastSample >= 1, nameof(LeastSample), LeastSample, "at least 1");
        Check(Factor is >= 1 and <= 1_000, nameof(Factor), Factor, "from 1 to 1,000");
        Check(LeastWait >= TimeSpan.Zero && LeastWait <= TimeSpan.FromDays(30), nameof(LeastWait), LeastWait, "from 0 to 30 days");
        Check(LeastShareGoingOn is >= 0 and <= 1, nameof(LeastShareGoingOn), LeastShareGoingOn, "from 0 to 1");
        Check(MostWait >= LeastWait, nameof(MostWait), MostWait, $"at least {nameof(LeastWait)}");
        Check(Months is >= 1 and <= 120, nameof(Months), Months, "from 1 to 120");
        Check(MostFound is >= 1 and <= 10_000, nameof(MostFound), MostFound, "from 1 to 10,000");
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
