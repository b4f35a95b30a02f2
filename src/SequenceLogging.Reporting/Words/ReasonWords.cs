using SequenceLogging.Delivery;

namespace SequenceLogging.Reporting.Words;

/// <summary>Why something was rejected or dropped, for people.</summary>
internal static class ReasonWords
{
    /// <summary>One of <see cref="Reasons"/> in words; one that this build does not know as it is.</summary>
    public static string Of(string reason) => reason switch
    {
        Reasons.NoSequence => "outside of any sequence",
        Reasons.BadSequenceId => "SequenceId is not an id",
        Reasons.BadStepName => "StepName is not a step name",
        Reasons.BadLink => "LinkComponent is not a link",
        Reasons.BadSequenceStatus => "SequenceStatus is not a status",
        Reasons.UnreadableEvent => "a value could not be read",
        Reasons.ImplausibleId => "id far above the month's last",
        Reasons.RefusedByStore => "refused by the store",
        Reasons.QueueFull => "too much was waiting to be stored",
        Reasons.Closed => "the log was closed before",
        _ => reason,
    };
}
