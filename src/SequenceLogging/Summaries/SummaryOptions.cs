using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;

namespace SequenceLogging.Summaries;

/// <summary>Which summaries are written, and when.</summary>
public sealed class SummaryOptions
{
    /// <summary>Whether a journey that ends by name is summed up; default true.</summary>
    public bool Ended { get; set; } = true;

    /// <summary>
    /// For how long after the end of a journey its summary is made up for, where the process that should have written it was
    /// killed before; default 1 day, from 0 (not at all) to 30 days. It is looked for soon after the start, and every hour.
    /// </summary>
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Flows that are declared in code: a journey that ends and did not go as one of them says has its deviations in its summary,
    /// which is a warning then. None by default.
    /// </summary>
    public IList<FlowDefinition> Flows { get; } = [];

    /// <summary>Whether journeys are looked for that are stuck; default true.</summary>
    public bool Stuck { get; set; } = true;

    /// <summary>How often they are looked for; default 5 min, from 1 s to 1 day.</summary>
    public TimeSpan StuckInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>From when on a journey is stuck.</summary>
    public StuckRules Rules { get; } = new();

    /// <summary>
    /// How soon after the start missing summaries are looked for, and how long ago the end of a journey must be then: those that
    /// ended later are just being written by others.
    /// </summary>
    internal TimeSpan FirstCatchUp { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(CatchUp >= TimeSpan.Zero && CatchUp <= TimeSpan.FromDays(30), nameof(CatchUp), CatchUp, "from 0 to 30 days");
        Check(
            StuckInterval >= TimeSpan.FromSeconds(1) && StuckInterval <= TimeSpan.FromDays(1),
            nameof(StuckInterval), StuckInterval, "from 1 s to 1 day");
        return [.. errors, .. Rules.Validate().Select(e => $"{nameof(Rules)}.{e}")];

        void Check(bool holds, string name, TimeSpan value, string range)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
            }
        }
    }
}
