using SequenceLogging.Journeys;

namespace SequenceLogging.Summaries;

/// <summary>
/// The end that a journey has come to, and which of its ends that is. Ending it again in the same way is no new end; ending it in
/// another way, or after it was opened again, is one.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, as it was told.</param>
internal readonly record struct JourneyEnding(int Number, DateTimeOffset At, string? Reason)
{
    /// <summary>Reads it from the journey itself, so that everybody who looks comes to the same.</summary>
    public static JourneyEnding Of(SequenceDetails journey)
    {
        var ending = new JourneyEnding(1, journey.CompletedAt ?? journey.UpdatedAt, null);
        SequenceStatusChange? before = null;
        var number = 0;
        foreach (var change in journey.StatusChanges)
        {
            var isEnd = change.Status is not SequenceStatus.Active;
            if (isEnd && (before is null || before.Status != change.Status || WasOpened(journey, before, change)))
            {
                ending = new JourneyEnding(++number, change.Timestamp, change.Reason);
            }

            before = change;
        }

        return ending;
    }

    /// <summary>A step that completes opens a journey again that had failed; one that was completed or abandoned it does not.</summary>
    private static bool WasOpened(SequenceDetails journey, SequenceStatusChange before, SequenceStatusChange change) =>
        before.Status is SequenceStatus.Failed
        && journey.Steps.Any(s =>
            s.Order > before.Order && s.Order <= change.Order && s.Status is StepStatus.Completed);
}
