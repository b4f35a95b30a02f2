using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.Reporting;

/// <summary>A journey with all that a picture of it is drawn from. Its names are a promise.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Moments">All that happened in it, from its beginning, in order.</param>
/// <param name="Stuck">Why it is stuck; null where it is not.</param>
/// <param name="Now">When this was said: how long it is silent counts up to then.</param>
/// <param name="Rejected">How many of its events were rejected.</param>
/// <param name="RejectedIsMore">Whether there may be more, since not all were looked at.</param>
/// <param name="Seq">Where it stands in a log viewer; null where none is known.</param>
/// <param name="TraceIds">The traces that its steps belong to, in the order of the steps.</param>
/// <param name="Traces">Where these stand in a viewer of traces, by their ids; null where none is known.</param>
internal sealed record JourneyReportAnswer(
    SequenceDetails Journey,
    IReadOnlyList<JourneyReportAnswer.Moment> Moments,
    string? Stuck,
    [property: JsonConverter(typeof(UtcTimeJsonConverter))] DateTimeOffset Now,
    int Rejected,
    bool RejectedIsMore,
    JourneyReportAnswer.Addresses? Seq,
    IReadOnlyList<string> TraceIds,
    IReadOnlyDictionary<string, Uri>? Traces)
{
    public static JourneyReportAnswer Of(JourneyReport report) => new(
        report.Journey,
        [.. MomentsOf(report)],
        report.Stuck,
        report.Now,
        0,
        false,
        null,
        [.. report.Journey.Steps.OrderBy(s => s.Order).Select(s => s.TraceId).OfType<string>().Distinct(StringComparer.Ordinal)],
        null);

    // As the timeline has it: what happens between two steps takes nothing from the wait between them.
    private static IEnumerable<Moment> MomentsOf(JourneyReport report)
    {
        var usual = new UsualTimes(report.Counted, report.Journey);
        var remarks = report.Remarks.ToLookup(r => r.Order);
        SequenceStep? before = null;
        foreach (var moment in JourneyMoment.AllOf(report.Journey))
        {
            var step = (moment as StepMoment)?.Step;
            yield return new Moment(EventRow.Of(report.Journey, moment))
            {
                WaitMs = moment is BeginMoment ? null : (moment.At - (before?.Timestamp ?? report.Journey.CreatedAt)).TotalMilliseconds,
                UsualWaitMs = before is null || step is null ? null : usual.Between(before, step),
                UsualDurationMs = step is null ? null : usual.Of(step),
                Remarks = step is null ? [] : [.. remarks[step.Order].Select(r => r.Text)],
                IsFailure = JourneyReport.IsFailure(moment),
                TraceId = step?.TraceId,
                SpanId = step?.SpanId,
            };
            before = step ?? before;
        }
    }

    /// <summary>Something that happened, with what is usual.</summary>
    [method: SetsRequiredMembers]
    internal sealed record Moment(EventRow Row) : EventRow(Row)
    {
        [JsonIgnore]
        public EventRow Row { get; init; } = Row;

        /// <summary>The time since the step before it, or the beginning, in milliseconds; less than 0 where the clocks disagree.</summary>
        public double? WaitMs { get; init; }

        /// <summary>How long others waited between these two steps; null for what is no step, and where too few were counted.</summary>
        public UsualTime? UsualWaitMs { get; init; }

        /// <summary>How long this step took others; null for what is no step, and where too few were counted.</summary>
        public UsualTime? UsualDurationMs { get; init; }

        /// <summary>What is unusual at it, in words.</summary>
        public IReadOnlyList<string> Remarks { get; init; } = [];

        /// <summary>Whether something went wrong: a failed step, an error between steps, a gap.</summary>
        public bool IsFailure { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? TraceId { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? SpanId { get; init; }
    }

    /// <summary>Addresses in a log viewer.</summary>
    /// <param name="Journey">All events of the journey; null where there is no such address.</param>
    /// <param name="Steps">Those of steps, by their order.</param>
    internal sealed record Addresses(Uri? Journey, IReadOnlyDictionary<int, Uri> Steps);
}
