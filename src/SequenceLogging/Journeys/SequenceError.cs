using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>Something that went wrong in a journey.</summary>
public record SequenceError
{
    /// <summary>When.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The order of the failed step, or of the last step before the error; 0 before the first.</summary>
    public int Order { get; init; }

    /// <summary>The failed step; null for an error that was logged outside of steps.</summary>
    public StepName? StepName { get; init; }

    /// <summary>Where.</summary>
    public string? Component { get; init; }

    /// <summary>The rendered message.</summary>
    public string? Message { get; init; }

    /// <summary>The exception as text.</summary>
    public string? Error { get; init; }

    /// <summary>All other properties of the event, as a JSON object.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Metadata { get; init; }
}
