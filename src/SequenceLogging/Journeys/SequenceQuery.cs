namespace SequenceLogging.Journeys;

/// <summary>Which sequences to find: those that fit everything that is set.</summary>
public sealed record SequenceQuery
{
    /// <summary>Most sequences that one answer may hold.</summary>
    public const int MaxLimit = 10_000;

    private readonly int _limit = 20;

    /// <summary>Whose.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Linked to this entity.</summary>
    public ComponentQuery? Component { get; init; }

    /// <summary>With a step of exactly this name.</summary>
    public string? StepName { get; init; }

    /// <summary>
    /// With this text, in any case of ASCII letters, in a message, an error or the metadata of a step, or in the
    /// sequence's user name or metadata.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>With a step of this flow.</summary>
    public string? Flow { get; init; }

    /// <summary>With this property in the metadata that it began with, or of one of its steps.</summary>
    public PropertyQuery? Property { get; init; }

    /// <summary>Of a user with this language.</summary>
    public string? Language { get; init; }

    /// <summary>Begun at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Begun before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>In this status.</summary>
    public SequenceStatus? Status { get; init; }

    /// <summary>Open (true), or ended by name (false).</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Without any event since then.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>Older than this one: the last id of the page before.</summary>
    public SequenceId? Before { get; init; }

    /// <summary>At most this many; default 20, from 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit
    {
        get => _limit;
        init => _limit = value is >= 1 and <= MaxLimit
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Limit), value, $"A limit is from 1 to {MaxLimit}.");
    }
}
