namespace SequenceLogging.Moving;

/// <summary>What a copy did, and how target and source compare at its end.</summary>
public sealed record CopyResult
{
    /// <summary>Passes over the source.</summary>
    public int Passes { get; init; }

    /// <summary>Sequences of the source that are alike in the target, field by field.</summary>
    public long Sequences { get; init; }

    /// <summary>Their steps.</summary>
    public long Steps { get; init; }

    /// <summary>Their links.</summary>
    public long Links { get; init; }

    /// <summary>Records and notes that this run has written; 0 where the target had everything before.</summary>
    public long Written { get; init; }

    /// <summary>Event ids of the source, all of which the target knows.</summary>
    public long EventIds { get; init; }

    /// <summary>
    /// Of what the source keeps as rejected, how many the target keeps too. A store has no room for more than the newest of them
    /// (10,000 at least); older ones are missing in a copy that is complete.
    /// </summary>
    public long Rejected { get; init; }

    /// <summary>Numbers that were taken in the target, so that it does not issue an id of the source again.</summary>
    public long ReservedIds { get; init; }

    /// <summary>Sequences that the target has and the source has not.</summary>
    public long OnlyInTarget { get; init; }

    /// <summary>
    /// Steps that the source counts in its statistics but has no more, since they were pruned or erased: the target's
    /// statistics cannot count them.
    /// </summary>
    public long StepsOnlyInStatistics { get; init; }

    /// <summary>The first of what is not alike, at most <see cref="CopyOptions.MaxListed"/>.</summary>
    public IReadOnlyList<CopyFault> Faults { get; init; } = [];

    /// <summary>How many sequences (and totals) are not alike, and cannot be made so.</summary>
    public long FaultCount { get; init; }

    /// <summary>
    /// The first sequences in which the last pass still found something new, at most <see cref="CopyOptions.MaxListed"/>.
    /// </summary>
    public IReadOnlyList<CopyFault> Moving { get; init; } = [];

    /// <summary>How many there were; a further run goes on with them.</summary>
    public long MovingCount { get; init; }

    /// <summary>Whether the last pass found everything of the source in the target, and all of it alike.</summary>
    public bool IsComplete => FaultCount == 0 && MovingCount == 0;
}
