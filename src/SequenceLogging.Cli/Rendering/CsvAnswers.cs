using SequenceLogging.Cli.Rendering.Insight;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.Cli.Rendering;

/// <summary>The columns of answers in CSV, named as in <see cref="JourneyJson"/>. They are a promise.</summary>
internal static class CsvAnswers
{
    public static readonly CsvTable<SequenceHeader> Sequences = new(
        ("sequenceId", s => s.SequenceId),
        ("userId", s => User(s.UserId)),
        ("username", s => s.Username),
        ("language", s => s.Language),
        ("status", s => s.Status.ToText()),
        ("currentStep", s => s.CurrentStep),
        ("stepCount", s => s.StepCount),
        ("createdAt", s => s.CreatedAt),
        ("updatedAt", s => s.UpdatedAt),
        ("completedAt", s => s.CompletedAt),
        ("metadata", s => s.Metadata));

    public static readonly CsvTable<RejectedEvent> Rejected = new(
        ("id", r => r.Id),
        ("sequenceId", r => r.SequenceId),
        ("reason", r => r.Reason),
        ("count", r => r.Count),
        ("timestamp", r => r.Timestamp),
        ("message", r => r.Message),
        ("metadata", r => r.Metadata),
        ("error", r => r.Error),
        ("canRetry", r => r.CanRetry));

    /// <summary>A row for everything that happened in a journey.</summary>
    public static readonly CsvTable<EventRow> Events = new(EventColumns);

    /// <summary>The same with what tells whether it is about the entity that was asked for.</summary>
    public static readonly CsvTable<EventRow> Trace = new([.. EventColumns, ("mentions", e => e.Mentions)]);

    private static (string, Func<EventRow, object?>)[] EventColumns =>
    [
        ("sequenceId", e => e.SequenceId),
        ("userId", e => User(e.UserId)),
        ("timestamp", e => e.Timestamp),
        ("kind", e => e.Kind),
        ("order", e => e.Order),
        ("stepName", e => e.StepName),
        ("component", e => e.Component),
        ("status", e => e.Status),
        ("durationMs", e => e.DurationMs),
        ("link", e => e.Link),
        ("message", e => e.Message),
        ("metadata", e => e.Metadata),
        ("error", e => e.Error),
    ];

    private static object? User(UserId? user) => user is { Number: { } number } ? (object)number : user;

    public static readonly CsvTable<FailedSequence> Failed = new(
        ("sequenceId", f => f.SequenceId),
        ("userId", f => User(f.UserId)),
        ("username", f => f.Username),
        ("failedAt", f => f.FailedAt),
        ("step", f => f.Step),
        ("component", f => f.Component),
        ("type", f => f.Type),
        ("message", f => f.Message));

    public static readonly CsvTable<StuckSequence> Stuck = new(
        ("sequenceId", s => s.SequenceId),
        ("currentStep", s => s.CurrentStep),
        ("waitingFor", s => s.WaitingFor),
        ("waitedSeconds", s => s.WaitedSeconds),
        ("usualP95Seconds", s => s.UsualP95Seconds),
        ("sample", s => s.Sample),
        ("message", s => s.Message));

    public static readonly CsvTable<ComponentRow> Components = new(
        ("component", c => c.Component),
        ("step", c => c.Step),
        ("totalSteps", c => c.Figures.TotalSteps),
        ("completedSteps", c => c.Figures.CompletedSteps),
        ("failedSteps", c => c.Figures.FailedSteps),
        ("successRate", c => c.Figures.SuccessRate),
        ("p50Ms", c => c.Figures.P50Ms),
        ("p95Ms", c => c.Figures.P95Ms),
        ("p99Ms", c => c.Figures.P99Ms));

    public static readonly CsvTable<FlowEdge> FlowEdges = new(
        ("from", e => e.From),
        ("to", e => e.To),
        ("count", e => e.Count),
        ("meanSeconds", e => e.MeanSeconds),
        ("medianSeconds", e => e.MedianSeconds),
        ("p95Seconds", e => e.P95Seconds));

    public static readonly CsvTable<PathVariant> Variants = new(
        ("number", v => v.Number),
        ("count", v => v.Count),
        ("share", v => v.Share),
        ("medianSeconds", v => v.MedianSeconds),
        ("length", v => v.Steps.Count),
        ("steps", v => string.Join(" > ", v.Steps)));

    public static readonly CsvTable<FunnelRow> Funnel = new(
        ("group", f => f.Group),
        ("place", f => f.Place),
        ("step", f => f.Numbers.Step),
        ("reached", f => f.Numbers.Reached),
        ("share", f => f.Numbers.Share),
        ("fromPrevious", f => f.Numbers.FromPrevious),
        ("left", f => f.Numbers.Left),
        ("inProgress", f => f.Numbers.InProgress),
        ("medianSeconds", f => f.Numbers.MedianSeconds),
        ("p95Seconds", f => f.Numbers.P95Seconds));

    public static readonly CsvTable<DeviationCount> Deviations = new(
        ("kind", d => d.Kind.ToText()),
        ("step", d => d.Step),
        ("count", d => d.Count),
        ("example", d => d.Example),
        ("times", d => d.Times),
        ("flow", d => d.Flow));
}
