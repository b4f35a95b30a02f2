using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Funnels;

/// <summary>By what a funnel is broken down, so that groups of sequences can be compared.</summary>
public sealed record FunnelBreakdown
{
    private readonly Func<SequenceHeader, string?> _valueOf;
    private readonly int _top = 10;

    private FunnelBreakdown(string name, Func<SequenceHeader, string?> valueOf) => (Name, _valueOf) = (name, valueOf);

    /// <summary>The user's language.</summary>
    public static FunnelBreakdown Language { get; } = new("language", header => header.Language);

    /// <summary>The user.</summary>
    public static FunnelBreakdown User { get; } = new("user", header => header.UserId?.ToString());

    /// <summary><c>language</c>, <c>user</c>, or the name of the property.</summary>
    public string Name { get; }

    /// <summary>Most groups, the greatest; all others are one group together. Default 10, at least 1.</summary>
    public int Top
    {
        get => _top;
        init => _top = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Top), value, "At least one group is told.");
    }

    /// <summary>A property of what was known at the sequence's beginning.</summary>
    public static FunnelBreakdown Property(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new FunnelBreakdown(name, header => PropertyQuery.Find(header.Metadata, name));
    }

    /// <summary>The group of a sequence; null where it has no such value.</summary>
    public string? ValueOf(SequenceHeader sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return _valueOf(sequence);
    }
}
