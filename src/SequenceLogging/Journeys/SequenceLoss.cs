using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>
/// A gap in a journey: records that belong here were dropped, since too much was waiting to be stored, or the log was closed.
/// </summary>
public sealed record SequenceLoss
{
    /// <summary>How many records.</summary>
    public long Count { get; init; }

    /// <summary>When the first of their events was.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset From { get; init; }

    /// <summary>When the last was.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset To { get; init; }

    /// <summary>The order of the last step before the gap; 0 before the first.</summary>
    public int Order { get; init; }

    /// <summary>Why, as one of <see cref="Delivery.Reasons"/>.</summary>
    public string Reason { get; init; } = "";
}
