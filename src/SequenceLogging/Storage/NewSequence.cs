namespace SequenceLogging.Storage;

/// <summary>What is known of a journey when it begins.</summary>
public sealed record NewSequence
{
    /// <summary>When it begins; the id is issued in this UTC month.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whose journey it is.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The user's name, for people.</summary>
    public string? Username { get; init; }

    /// <summary>The user's language, as the application names languages.</summary>
    public string? Language { get; init; }

    /// <summary>Anything else, as one JSON object.</summary>
    public string? Metadata { get; init; }
}
