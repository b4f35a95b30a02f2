namespace SequenceLogging.Seq.Clef;

/// <summary>What one line is to say, before it is JSON.</summary>
internal sealed record ClefEvent
{
    /// <summary>Names this event for ever: the same one is pushed under the same name.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A level as Serilog and Seq call it; null for Information.</summary>
    public string? Level { get; init; }

    /// <summary>A message template whose holes are among the properties; null where only the message is known.</summary>
    public string? Template { get; init; }

    /// <summary>The rendered message, where there is no template.</summary>
    public string? Message { get; init; }

    /// <summary>What kind of event it is, which Seq groups by; null where the template tells.</summary>
    public string? Type { get; init; }

    public string? Exception { get; init; }

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    /// <summary>Whose journey it is; null where not known.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Properties of ours; a null value is not written.</summary>
    public required IReadOnlyList<(string Name, object? Value)> Properties { get; init; }

    /// <summary>Properties of the application, as a JSON object; null for none.</summary>
    public string? Metadata { get; init; }
}
