namespace SequenceLogging.Storage;

/// <summary>
/// What a store must know of a sequence to take its next record, and the rules of what a record changes. Every store
/// uses these rules, so that all of them mean the same.
/// </summary>
public sealed class SequenceState
{
    /// <summary>The sequence as <see cref="SequenceId.ToInt64"/> gives it.</summary>
    public required long Sequence { get; init; }

    /// <summary>Where it stands.</summary>
    public SequenceStatus Status { get; set; }

    /// <summary>How many steps it has; the next one's order is one more.</summary>
    public int StepCount { get; set; }

    /// <summary>Its last step; null before the first.</summary>
    public StepKind? LastStep { get; set; }

    /// <summary>When its last step was, in microseconds since 1970 UTC.</summary>
    public long LastStepAt { get; set; }

    /// <summary>When something last happened in it, in microseconds since 1970 UTC.</summary>
    public long UpdatedAt { get; set; }

    /// <summary>When it ended by name, in microseconds since 1970 UTC; null while it is open.</summary>
    public long? CompletedAt { get; set; }

    /// <summary>Takes a step and returns its order.</summary>
    /// <remarks>
    /// A failed step makes the sequence failed until a later step succeeds. A sequence that was completed or abandoned by
    /// name stays so whatever steps come after; one that was failed by name goes on with the next step that succeeds.
    /// </remarks>
    public int TakeStep(StepKind kind, StepStatus status, long at)
    {
        StepCount++;
        LastStep = kind;
        LastStepAt = at;
        Touch(at);

        if (Status is SequenceStatus.Active && status is StepStatus.Failed)
        {
            Status = SequenceStatus.Failed;
        }
        else if (Status is SequenceStatus.Failed && status is StepStatus.Completed)
        {
            Status = SequenceStatus.Active;
            CompletedAt = null;
        }

        return StepCount;
    }

    /// <summary>Takes a status that was given by name.</summary>
    public void TakeStatus(SequenceStatus status, long at)
    {
        Status = status;
        CompletedAt = status is SequenceStatus.Active ? null : at;
        Touch(at);
    }

    /// <summary>Notes that something happened. Time never goes back here, whatever the clocks of several nodes say.</summary>
    public void Touch(long at) => UpdatedAt = Math.Max(UpdatedAt, at);
}
