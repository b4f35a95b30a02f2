using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>Something that was logged, made no sense, and was set aside.</summary>
public sealed record RejectedEvent
{
    /// <summary>The store's number for it.</summary>
    public long Id { get; init; }

    /// <summary>The sequence that it belongs to; null where that is what is not known.</summary>
    public SequenceId? SequenceId { get; init; }

    /// <summary>Why, as one of <see cref="Delivery.Reasons"/>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How many records it would have been.</summary>
    public long Count { get; init; }

    /// <summary>When it was logged.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The rendered message.</summary>
    public string? Message { get; init; }

    /// <summary>The properties of the event, as a JSON object.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Metadata { get; init; }

    /// <summary>The event's exception; of a record that the store refused, what the store said.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Whether the store has the whole record, so that <see cref="Storage.ISequenceStore.RetryRejectedAsync"/> can try it
    /// again.
    /// </summary>
    public bool CanRetry { get; init; }

    /// <summary>The record as it came, where <see cref="CanRetry"/>; for <see cref="Storage.SequenceRecord"/> to read.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Record { get; init; }
}
