using SequenceLogging.Journeys;

namespace SequenceLogging.Seq.Clef;

/// <summary>What the store has kept of a journey, as the log events that it came from.</summary>
internal static class JourneyEvents
{
    private const string Error = "Error";
    private const string Warning = "Warning";

    public static ClefEvent OfStep(StoredStep step) => OfStep(step.SequenceId, step.UserId, step);

    public static ClefEvent OfStep(SequenceId sequence, UserId? user, SequenceStep step) => new()
    {
        Id = EventIds.OfStep(sequence, step.Order),
        At = step.Timestamp,
        Level = step.Status is StepStatus.Failed ? Error : null,
        Message = string.IsNullOrEmpty(step.Message) ? step.StepName.Value : step.Message,
        Type = step.StepName.Value,
        Exception = step.Error,
        TraceId = step.TraceId,
        SpanId = step.SpanId,
        UserId = user,
        Properties =
        [
            (ClefNames.SequenceId, sequence.ToString()),
            (ClefNames.StepName, step.StepName.Value),
            (ClefNames.StepStatus, step.Status.ToText()),
            (ClefNames.StepOrder, step.Order),
            (ClefNames.Flow, step.Flow),
            (ClefNames.FlowStep, step.StepName.Ordinal),
            (ClefNames.DurationMs, step.DurationMs),
            (ClefNames.Component, step.Component),
        ],
        Metadata = step.Metadata,
    };

    /// <summary>Everything of a journey but its steps: links, errors between steps, status changes, gaps, and its end.</summary>
    public static IEnumerable<ClefEvent> BesideSteps(SequenceDetails journey)
    {
        // What happened twice at one moment is two events, told apart by their order.
        var ids = new Dictionary<string, int>();
        foreach (var logged in AllBesideSteps(journey))
        {
            var count = ids[logged.Id] = ids.GetValueOrDefault(logged.Id) + 1;
            yield return count == 1 ? logged : logged with { Id = $"{logged.Id}:{count}" };
        }
    }

    private static IEnumerable<ClefEvent> AllBesideSteps(SequenceDetails journey) =>
    [
        .. journey.Links.Select(link => OfLink(journey, link)),
        .. journey.Errors.Where(error => error.StepName is null).Select(error => OfError(journey, error)),
        .. journey.StatusChanges.Select(change => OfStatus(journey, change)),
        .. journey.Losses.Select(loss => OfLoss(journey, loss)),
        .. SummaryLine.Of(journey) is { } summary ? [summary] : Array.Empty<ClefEvent>(),
    ];

    private static ClefEvent OfLink(SequenceDetails journey, SequenceLink link) => new()
    {
        Id = EventIds.OfLink(journey.SequenceId, link),
        At = link.FirstSeen,
        Template = "Linked {LinkComponent}",
        UserId = journey.UserId,
        Properties =
        [
            (ClefNames.SequenceId, journey.SequenceId.ToString()),
            (ClefNames.LinkComponent, link.ToString()),
            (ClefNames.LinkType, link.LinkType),
        ],
        Metadata = link.Metadata,
    };

    private static ClefEvent OfError(SequenceDetails journey, SequenceError error) => new()
    {
        Id = EventIds.OfError(journey.SequenceId, error),
        At = error.Timestamp,
        Level = Error,
        Message = error.Message ?? "",
        Type = "error " + error.Component, // of messages that differ from each other it is the best there is
        Exception = error.Error,
        UserId = journey.UserId,
        Properties =
        [
            (ClefNames.SequenceId, journey.SequenceId.ToString()),
            (ClefNames.Component, error.Component),
        ],
        Metadata = error.Metadata,
    };

    private static ClefEvent OfStatus(SequenceDetails journey, SequenceStatusChange change) => new()
    {
        Id = EventIds.OfStatus(journey.SequenceId, change),
        At = change.Timestamp,
        Level = change.Status is SequenceStatus.Failed ? Warning : null,
        Template = change.Reason is null
            ? "Journey {SequenceId} is {SequenceStatus}"
            : "Journey {SequenceId} is {SequenceStatus}: {Reason}",
        UserId = journey.UserId,
        Properties =
        [
            (ClefNames.SequenceId, journey.SequenceId.ToString()),
            (ClefNames.SequenceStatus, change.Status.ToText()),
            (ClefNames.Reason, change.Reason),
        ],
    };

    private static ClefEvent OfLoss(SequenceDetails journey, SequenceLoss loss) => new()
    {
        Id = EventIds.OfLoss(journey.SequenceId, loss),
        At = loss.From,
        Level = Warning,
        Template = "{LostCount} events of journey {SequenceId} were lost here: {Reason}",
        UserId = journey.UserId,
        Properties =
        [
            (ClefNames.SequenceId, journey.SequenceId.ToString()),
            (ClefNames.LostCount, loss.Count),
            (ClefNames.Reason, loss.Reason),
        ],
    };
}
