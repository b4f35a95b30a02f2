using System.Text.Json.Serialization;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>Something that happened in a journey, as a row among others. Its names are a promise.</summary>
internal record EventRow
{
    public required SequenceId SequenceId { get; init; }

    public UserId? UserId { get; init; }

    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>begin, step, link, error, status or gap.</summary>
    public required string Kind { get; init; }

    /// <summary>That of the step, or of the last one before it.</summary>
    public int? Order { get; init; }

    public StepName? StepName { get; init; }

    public string? Component { get; init; }

    /// <summary>That of the step, or the one that the journey was given.</summary>
    public string? Status { get; init; }

    public double? DurationMs { get; init; }

    /// <summary>component:type:entity id.</summary>
    public string? Link { get; init; }

    public string? Message { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Metadata { get; init; }

    public string? Error { get; init; }

    /// <summary>Whether it tells of the entity that was asked for; null where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Mentions { get; init; }

    public static IEnumerable<EventRow> AllOf(SequenceDetails journey) =>
        JourneyMoment.AllOf(journey).Select(moment => Of(journey, moment));

    public static EventRow Of(SequenceHeader sequence, JourneyMoment moment)
    {
        var row = new EventRow
        {
            SequenceId = sequence.SequenceId,
            UserId = sequence.UserId,
            Timestamp = moment.At,
            Kind = "begin",
            Metadata = moment is BeginMoment ? sequence.Metadata : null,
        };
        return moment switch
        {
            StepMoment { Step: var step } => row with
            {
                Kind = "step",
                Order = step.Order,
                StepName = step.StepName,
                Component = step.Component,
                Status = step.Status.ToText(),
                DurationMs = step.DurationMs,
                Message = step.Message,
                Metadata = step.Metadata,
                Error = step.Error,
            },
            LinkMoment { Link: var link } => row with
            {
                Kind = "link", Component = link.Component, Link = link.ToString(), Message = link.LinkType, Metadata = link.Metadata,
            },
            ErrorMoment { Error: var error } => row with
            {
                Kind = "error",
                Order = error.Order,
                Component = error.Component,
                Message = error.Message,
                Metadata = error.Metadata,
                Error = error.Error,
            },
            StatusMoment { Change: var change } => row with
            {
                Kind = "status", Order = change.Order, Status = change.Status.ToText(), Message = change.Reason,
            },
            LossMoment { Loss: var loss } => row with { Kind = "gap", Order = loss.Order, Message = GapText.Of(loss) },
            _ => row,
        };
    }
}
