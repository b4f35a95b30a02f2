using SequenceLogging.Journeys;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>A journey as the bot keeps it: where it stands, and not how it came there.</summary>
internal sealed record BotJourney
{
    public required SequenceId Id { get; init; }

    public UserId? UserId { get; init; }

    public string? Username { get; init; }

    public string? Language { get; init; }

    public SequenceStatus Status { get; init; }

    /// <summary>The bot's word for the status where nobody knows it.</summary>
    public string? UnknownStatus { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it ended last; the bot leaves it there when the journey goes on.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public string? Metadata { get; init; }

    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    public IReadOnlyList<SequenceLink> Links { get; init; } = [];
}
