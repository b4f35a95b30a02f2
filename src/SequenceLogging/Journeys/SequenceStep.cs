using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>One step of a journey.</summary>
public record SequenceStep
{
    /// <summary>Its place in the sequence, from 1.</summary>
    public int Order { get; init; }

    /// <summary>Its name.</summary>
    public required StepName StepName { get; init; }

    /// <summary>The flow that its name tells; null where it tells none.</summary>
    public string? Flow => StepName.Flow;

    /// <summary>Who made it.</summary>
    public string? Component { get; init; }

    /// <summary>Its outcome.</summary>
    public StepStatus Status { get; init; }

    /// <summary>When it was logged.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>How long it took, in milliseconds; null when not known.</summary>
    public double? DurationMs { get; init; }

    /// <summary>The rendered message.</summary>
    public string? Message { get; init; }

    /// <summary>All other properties of the event, as a JSON object.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Metadata { get; init; }

    /// <summary>The exception as text.</summary>
    public string? Error { get; init; }

    /// <summary>W3C trace id in hex.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>W3C span id in hex.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SpanId { get; init; }
}
