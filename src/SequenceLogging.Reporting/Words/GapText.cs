using SequenceLogging.Journeys;

namespace SequenceLogging.Reporting.Words;

/// <summary>What is missing in a journey, in words.</summary>
internal static class GapText
{
    /// <summary><c>37 steps lost between 10:02:11 and 10:04:30: too much was waiting to be stored (queue_full)</c>.</summary>
    public static string Of(SequenceLoss loss)
    {
        var words = ReasonWords.Of(loss.Reason);
        return $"{Numbers.Of(loss.Count, "step")} lost {When(loss.From, loss.To)}: {words}"
            + (words == loss.Reason ? "" : $" ({loss.Reason})");
    }

    /// <summary>All gaps in one line.</summary>
    public static string Sum(IReadOnlyCollection<SequenceLoss> losses) =>
        $"{Numbers.Of(losses.Sum(l => l.Count), "step")} lost in {Numbers.Of(losses.Count, "place")}: not all of this journey is here";

    private static string When(DateTimeOffset from, DateTimeOffset to)
    {
        var isOneDay = from.UtcDateTime.Date == to.UtcDateTime.Date;
        var (first, last) = isOneDay ? (Times.OfDay(from), Times.OfDay(to)) : (Times.Full(from), Times.Full(to));
        return first == last ? $"at {first}" : $"between {first} and {last}";
    }
}
