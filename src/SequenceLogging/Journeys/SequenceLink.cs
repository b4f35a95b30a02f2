using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>What a journey has to do with a thing outside.</summary>
public sealed record SequenceLink
{
    /// <summary>The part of the system that knows the thing, as <c>payments</c>.</summary>
    public required string Component { get; init; }

    /// <summary>The kind of thing, as <c>ton_payment</c>.</summary>
    public required string EntityType { get; init; }

    /// <summary>Its id there, as <c>TE5768</c>.</summary>
    public required string EntityId { get; init; }

    /// <summary>The kind of link.</summary>
    public string LinkType { get; init; } = DefaultLinkType;

    /// <summary>When it was first logged.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last logged.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>All other properties of the event, as a JSON object.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Metadata { get; init; }

    /// <summary>The kind of link unless the event says otherwise.</summary>
    internal const string DefaultLinkType = "primary";

    /// <summary>The link as one text, <c>component:type:entity id</c>.</summary>
    public override string ToString() => $"{Component}:{EntityType}:{EntityId}";
}
