using System.Globalization;
using SequenceLogging.Journeys;

namespace SequenceLogging.Seq.Clef;

/// <summary>
/// Names of events that stay the same for ever, so that one that was sent twice can be told: <c>SEQ-2025-07-00001:7</c> is
/// step 7, and the others say what they are. A summary has the id that the live side gives it.
/// </summary>
internal static class EventIds
{
    public static string OfStep(SequenceId sequence, int order) => string.Create(CultureInfo.InvariantCulture, $"{sequence}:{order}");

    public static string OfLink(SequenceId sequence, SequenceLink link) => $"{sequence}:link:{link}:{link.LinkType}";

    public static string OfStatus(SequenceId sequence, SequenceStatusChange change) =>
        $"{sequence}:status:{Moment(change.Timestamp)}:{change.Status.ToText()}";

    public static string OfError(SequenceId sequence, SequenceError error) =>
        string.Create(CultureInfo.InvariantCulture, $"{sequence}:error:{error.Order}:{Moment(error.Timestamp)}");

    /// <summary>A gap that has grown is told again: what was told before is not so any more.</summary>
    public static string OfLoss(SequenceId sequence, SequenceLoss loss) =>
        string.Create(CultureInfo.InvariantCulture, $"{sequence}:gap:{loss.Order}:{loss.Reason}:{loss.Count}");

    private static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fffffff'Z'", CultureInfo.InvariantCulture);
}
