using SequenceLogging.Delivery;
using SequenceLogging.Routing;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>Says to whoever imports what the short reasons of the books mean for a line of a file.</summary>
internal static class BadLineReason
{
    /// <summary>Why a record of an event was rejected before it reached the store.</summary>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="logEvent">The event.</param>
    /// <param name="groupedBy">The property that groups events; null for none.</param>
    public static string OfRejection(string reason, LogEvent logEvent, string? groupedBy) => reason switch
    {
        Reasons.NoSequence when groupedBy is null =>
            "it has no SequenceId; name the property (SequenceBy, --sequence-by) that tells which events belong together",
        Reasons.NoSequence when logEvent.Properties.ContainsKey(groupedBy) =>
            $"it has no SequenceId, and {Quote(groupedBy, logEvent)} names no sequence: "
            + $"it must be a number or a text of 1 to {SequenceGroups.LongestValue} characters",
        Reasons.NoSequence => $"it has neither a SequenceId nor the property {groupedBy}",
        Reasons.BadSequenceId =>
            $"{Quote(PropertyNames.SequenceId, logEvent)} is no sequence id; one is written SEQ-2025-07-00001",
        Reasons.BadStepName =>
            $"{Quote(PropertyNames.StepName, logEvent)} is no step name: it must be a text of 1 to {StepName.MaxLength} characters",
        Reasons.BadLink =>
            $"{Quote(PropertyNames.LinkComponent, logEvent)} is no link: it must be component:type:entity id, such as ads:ad:87",
        Reasons.BadSequenceStatus =>
            $"{Quote(PropertyNames.SequenceStatus, logEvent)} is none of active, completed, failed and abandoned",
        _ => reason,
    };

    /// <summary>Why the store rejected a record.</summary>
    public static string OfRefusal(string reason) => reason switch
    {
        Reasons.ImplausibleId => "its SequenceId is more than a million above the last one of its month; is it mistyped?",
        Reasons.BadSequenceId => "the store does not know the sequence of its group, or the pending one that it names; import the file again",
        Reasons.RefusedByStore => "the store refused it for what is in it",
        _ => reason,
    };

    private static string Quote(string property, LogEvent logEvent)
    {
        var value = logEvent.Properties[property];
        return $"{property} \"{Excerpt.Of(MetadataWriter.TextOf(value is ScalarValue scalar ? scalar.Value : value))}\"";
    }
}
