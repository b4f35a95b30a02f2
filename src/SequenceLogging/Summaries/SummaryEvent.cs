using Serilog.Events;
using Serilog.Parsing;
using SequenceLogging.Routing;

namespace SequenceLogging.Summaries;

/// <summary>
/// A summary as an ordinary log event. It has no property that means a record, and a level below Error, so a sink of ours that it
/// comes by passes over it.
/// </summary>
public static class SummaryEvent
{
    /// <summary>Property that tells summaries from everything else.</summary>
    public const string EventKind = "EventKind";

    /// <summary><see cref="EventKind"/> of a journey that has ended.</summary>
    public const string Summary = "SequenceSummary";

    /// <summary><see cref="EventKind"/> of a journey that is stuck.</summary>
    public const string Stuck = "SequenceStuck";

    private static readonly MessageTemplate EndedTemplate = new MessageTemplateParser().Parse(
        "Journey {SequenceId} {Outcome} after {DurationMs} ms, {StepCount} steps");

    private static readonly MessageTemplate StuckTemplate = new MessageTemplateParser().Parse(
        "Journey {SequenceId} is {Outcome}, {Reason}");

    /// <summary>
    /// The event: Warning for a journey that failed, is stuck, or did not go as its flows say, Information for all others; its time is
    /// that of the end.
    /// </summary>
    public static LogEvent Of(JourneySummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var isBad = summary.Stuck is not null || summary.Deviations.Count > 0 || summary.Outcome == SequenceStatus.Failed.ToText();
        return new LogEvent(
            summary.EndedAt,
            isBad ? LogEventLevel.Warning : LogEventLevel.Information,
            exception: null,
            summary.Stuck is null ? EndedTemplate : StuckTemplate,
            PropertiesOf(summary));
    }

    private static IEnumerable<LogEventProperty> PropertiesOf(JourneySummary summary)
    {
        yield return Scalar(EventKind, summary.Stuck is null ? Summary : Stuck);
        yield return Scalar("SummaryId", summary.SummaryId);
        yield return Scalar(PropertyNames.SequenceId, summary.SequenceId.ToString());
        yield return Scalar("Outcome", summary.Outcome);
        yield return Scalar("BegunAt", summary.BegunAt.UtcDateTime);
        yield return Scalar("EndedAt", summary.EndedAt.UtcDateTime);
        yield return Scalar(PropertyNames.DurationMs, Math.Round(summary.Duration.TotalMilliseconds));
        yield return Scalar("StepCount", summary.StepCount);
        yield return Scalar("FailedSteps", summary.FailedSteps);
        yield return Scalar("Variant", summary.Variant);
        yield return new LogEventProperty("Flows", new StructureValue(summary.Flows.Select(f => Scalar(PlainName(f.Key), f.Value))));
        yield return new LogEventProperty("Links", new SequenceValue(summary.Links.Select(l => new ScalarValue(l))));

        if (summary.Deviations.Count > 0)
        {
            yield return new LogEventProperty("Deviations", new SequenceValue(summary.Deviations.Select(d => new ScalarValue(d))));
        }

        // What is not known is left out, so that a query for it finds only those that have it.
        foreach (var property in KnownOf(summary).Where(p => p.Value is ScalarValue { Value: not null }))
        {
            yield return property;
        }
    }

    private static IEnumerable<LogEventProperty> KnownOf(JourneySummary summary)
    {
        yield return Scalar("Reason", summary.Reason);
        yield return Scalar("LastStep", summary.LastStep);
        yield return Scalar("UserId", summary.UserId is { } user ? user.Number ?? (object)user.Value : null);
        yield return Scalar("Language", summary.Language);
        yield return Scalar("WaitingFor", summary.Stuck?.WaitingFor);
        yield return Scalar("WaitedSeconds", summary.Stuck?.WaitedSeconds);
        yield return Scalar("UsualP95Seconds", summary.Stuck?.UsualP95Seconds);
        yield return Scalar("Sample", summary.Stuck?.Sample);
    }

    private static LogEventProperty Scalar(string name, object? value) => new(name, new ScalarValue(value));

    /// <summary>A dot in a name would be nested once more by Seq.</summary>
    private static string PlainName(string flow) => flow.Replace('.', '_');
}
