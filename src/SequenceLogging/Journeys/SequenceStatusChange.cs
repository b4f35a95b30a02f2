using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>A status that was given to a journey by name.</summary>
public sealed record SequenceStatusChange
{
    /// <summary>When.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The order of the last step before it; 0 before the first.</summary>
    public int Order { get; init; }

    /// <summary>The status given.</summary>
    public SequenceStatus Status { get; init; }

    /// <summary>Why, as it was told.</summary>
    public string? Reason { get; init; }
}
