using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>A journey without its steps. All times are UTC.</summary>
public record SequenceHeader
{
    /// <summary>Its id.</summary>
    public required SequenceId SequenceId { get; init; }

    /// <summary>Whose journey it is.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The user's name.</summary>
    public string? Username { get; init; }

    /// <summary>The user's language.</summary>
    public string? Language { get; init; }

    /// <summary>Where it stands.</summary>
    public SequenceStatus Status { get; init; }

    /// <summary>Name of its last step; null before the first.</summary>
    public StepName? CurrentStep { get; init; }

    /// <summary>How many steps it has.</summary>
    public int StepCount { get; init; }

    /// <summary>When it began.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened in it.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was completed, failed or abandoned by name; null while it is open.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What else was known at its beginning, as a JSON object.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Metadata { get; init; }
}
