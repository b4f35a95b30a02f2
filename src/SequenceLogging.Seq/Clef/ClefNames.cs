using System.Collections.Frozen;
using SequenceLogging.Summaries;

namespace SequenceLogging.Seq.Clef;

/// <summary>
/// The names that properties get in Seq. Ours are those that the application logs itself (the table in the readme), and a few
/// that say what the store knows beside; none has a dot, by which Seq would nest it.
/// </summary>
internal static class ClefNames
{
    public const string EventId = "SequenceEventId";
    public const string SequenceId = "SequenceId";
    public const string StepName = "StepName";
    public const string StepStatus = "StepStatus";
    public const string StepOrder = "StepOrder";
    public const string Flow = "Flow";
    public const string FlowStep = "FlowStep";
    public const string DurationMs = "DurationMs";
    public const string Component = "Component";
    public const string LinkComponent = "LinkComponent";
    public const string LinkType = "LinkType";
    public const string SequenceStatus = "SequenceStatus";
    public const string Reason = "Reason";
    public const string LostCount = "LostCount";
    public const string UserId = "UserId";

    /// <summary>The metadata as one text, where it is no JSON object (a row edited by hand).</summary>
    public const string Metadata = "Metadata";

    /// <summary>How many bytes an event had before it was trimmed.</summary>
    public const string TrimmedFrom = "TrimmedFrom";

    /// <summary>
    /// What a property of the application must not be called. The user's are not here: the application's own word for them,
    /// in an event that has one, is as good as ours.
    /// </summary>
    public static readonly FrozenSet<string> Taken = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        EventId, SummaryEvent.EventKind, SequenceId, StepName, StepStatus, StepOrder, Flow, FlowStep, DurationMs, Component, LinkComponent,
        LinkType, SequenceStatus, TrimmedFrom);
}
