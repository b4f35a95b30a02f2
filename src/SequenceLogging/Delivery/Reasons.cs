namespace SequenceLogging.Delivery;

/// <summary>Why a record was rejected or dropped.</summary>
public static class Reasons
{
    /// <summary>Rejected: a step, link or status was logged outside of any sequence.</summary>
    public const string NoSequence = "no_sequence";

    /// <summary>Rejected: the event's <c>SequenceId</c> is no sequence id, or a pending one that never came to the store.</summary>
    public const string BadSequenceId = "bad_sequence_id";

    /// <summary>Rejected: <c>StepName</c> is blank, too long, or no text.</summary>
    public const string BadStepName = "bad_step_name";

    /// <summary>Rejected: <c>LinkComponent</c> lacks a part, or is no text.</summary>
    public const string BadLink = "bad_link";

    /// <summary>Rejected: <c>SequenceStatus</c> is none of the four.</summary>
    public const string BadSequenceStatus = "bad_sequence_status";

    /// <summary>Rejected: the event could not be read (a value threw an exception that nothing else caught).</summary>
    public const string UnreadableEvent = "unreadable_event";

    /// <summary>Rejected: the id is more than a million above the last one of its month.</summary>
    public const string ImplausibleId = "implausible_id";

    /// <summary>Rejected: the store refused the record for what is in it.</summary>
    public const string RefusedByStore = "refused_by_store";

    /// <summary>Dropped: too much was waiting already.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>Dropped: the log was closed before.</summary>
    public const string Closed = "closed";
}
