namespace SequenceLogging.Storage;

/// <summary>Which sequences one step of a pruning removes, whole, with everything that belongs to them.</summary>
public sealed record PruneQuery
{
    /// <summary>Most sequences that one step may look at.</summary>
    public const int MaxLimit = 10_000;

    private readonly int _limit = 100;

    /// <summary>Only those without any event since then: whatever still runs is spared.</summary>
    public required DateTimeOffset IdleSince { get; init; }

    /// <summary>
    /// Only those in this status; null: all but <see cref="SequenceStatus.Active"/> ones, which go only when they are asked for.
    /// </summary>
    public SequenceStatus? Status { get; init; }

    /// <summary>Only those with a higher id: <see cref="Pruning.Next"/> of the step before.</summary>
    public SequenceId? After { get; init; }

    /// <summary>How many sequences to look at, oldest id first; default 100, from 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit
    {
        get => _limit;
        init => _limit = value is >= 1 and <= MaxLimit
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Limit), value, $"A limit is from 1 to {MaxLimit}.");
    }

    /// <summary>Whether to count only, and remove nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether a sequence in this status that was last touched then is to be removed.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="updatedAt">When something last happened in it, in microseconds since 1970 UTC.</param>
    public bool Fits(SequenceStatus status, long updatedAt) =>
        (Status is { } only ? status == only : status is not SequenceStatus.Active)
        && updatedAt < RecordTime.ToMicroseconds(IdleSince);
}
