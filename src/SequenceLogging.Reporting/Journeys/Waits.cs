using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>The time between two things that happened.</summary>
internal static class Waits
{
    /// <summary>A wait of this length gets a line of its own.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>Whether a wait is folded into a line of its own.</summary>
    public static bool IsLong(TimeSpan? gap) => gap >= Long;

    /// <summary>
    /// The gap as it stands in the line of the later one; empty below a millisecond, and where it has a line of its own.
    /// </summary>
    public static Phrase InLine(TimeSpan? gap) => gap switch
    {
        { } back when back < TimeSpan.Zero => new Phrase(Durations.Short(back), Look.Warning),
        { TotalMilliseconds: >= 1 } wait when wait < Long => new Phrase("+" + Durations.Short(wait), Look.Dim),
        _ => "",
    };

    /// <summary>The line between the two, for a long wait, another date, or both; empty where there is neither.</summary>
    public static Phrase Between(DateTimeOffset? before, DateTimeOffset at, TimeSpan? gap)
    {
        var line = new Phrase(IsLong(gap) ? $"⋯ {Durations.Long(gap!.Value)}" : "", Look.Warning);
        if (before?.UtcDateTime.Date != at.UtcDateTime.Date)
        {
            line.Add(line.Width > 0 ? " · " : "", Look.Dim)
                .Add(Times.Day(at), Look.Strong)
                .Add(before is null ? " UTC" : "", Look.Dim);
        }

        return line;
    }

    /// <summary>The line behind the last thing that happened, where that is long ago and the journey is open.</summary>
    public static Phrase Since(JourneyReport report) =>
        new(report.Silence is { } silence ? $"⋯ nothing since, for {Durations.Long(silence)}" : "", Look.Warning);
}
