using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SequenceLogging.Routing;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>
/// An event while its line is read, whatever the format of the line; used again for the next line. A part that cannot be
/// what it should be (a level that nobody knows, a trace id that is none) is kept as a property: nothing is lost.
/// </summary>
internal sealed class EventDraft
{
    private readonly PropertyValueReader _values;
    private readonly MessageTemplates _templates = new();
    private readonly TextCache<LogEventLevel?> _levels = new(t => LevelText.TryParse(t, out var level) ? level : null);
    private readonly List<LogEventProperty> _properties = [];
    private readonly List<Rendering> _renderings = [];
    private DateTimeOffset? _timestamp;
    private LogEventLevel _level;
    private MessageTemplate? _template;
    private string? _message;
    private Exception? _exception;
    private ActivityTraceId _traceId;
    private ActivitySpanId _spanId;

    public EventDraft()
    {
        Names = new TextCache<string>(name => string.IsNullOrWhiteSpace(name) ? "(blank)" : name);
        _values = new PropertyValueReader(Names);
    }

    /// <summary>Property names; Serilog has none that are blank.</summary>
    public TextCache<string> Names { get; }

    public void Clear()
    {
        _properties.Clear();
        _renderings.Clear();
        _timestamp = null;
        _level = LogEventLevel.Information;
        _template = null;
        _message = null;
        _exception = null;
        _traceId = default;
        _spanId = default;
    }

    /// <summary>Takes the time. One without an offset is UTC, so that it means the same on every machine.</summary>
    /// <exception cref="FormatException">It is no ISO 8601 time.</exception>
    public void TakeTimestamp(string name, ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.String || !json.TryGetDateTimeOffset(out var time))
        {
            throw new FormatException(
                $"{name} is \"{Excerpt.Of(ReadText(ref json))}\"; it must be a time in ISO 8601, such as 2025-07-01T09:30:00Z");
        }

        _timestamp = json.TryGetDateTime(out var local) && local.Kind is DateTimeKind.Unspecified
            ? new DateTimeOffset(local, TimeSpan.Zero)
            : time;
    }

    public void TakeLevel(string name, ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String && _levels.Get(ref json) is { } level)
        {
            _level = level;
        }
        else
        {
            TakeProperty(name, ref json);
        }
    }

    public void TakeTemplate(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.String)
        {
            _template = _templates.Parse(ref json);
        }
        else
        {
            TakeMessage(ref json);
        }
    }

    public void TakeMessage(ref Utf8JsonReader json) => _message = ReadText(ref json);

    public void TakeException(ref Utf8JsonReader json) =>
        _exception = ReadText(ref json) is { Length: > 0 } text ? new TextException(text) : null;

    public void TakeTraceId(string name, ref Utf8JsonReader json)
    {
        if (TryReadHex(ref json, 16, out var hex))
        {
            _traceId = ActivityTraceId.CreateFromString(hex);
        }
        else
        {
            TakeProperty(name, ref json);
        }
    }

    public void TakeSpanId(string name, ref Utf8JsonReader json)
    {
        if (TryReadHex(ref json, 8, out var hex))
        {
            _spanId = ActivitySpanId.CreateFromString(hex);
        }
        else
        {
            TakeProperty(name, ref json);
        }
    }

    public void TakeRendering(string? propertyName, ref Utf8JsonReader json)
    {
        if (_renderings.Count < Limits.Elements)
        {
            _renderings.Add(new Rendering(propertyName, ReadText(ref json) ?? ""));
        }
        else
        {
            json.Skip();
        }
    }

    public void TakeProperty(string name, ref Utf8JsonReader json)
    {
        var value = _values.Read(ref json);
        if (name is PropertyNames.Elapsed or PropertyNames.DurationMs
            && value is ScalarValue { Value: string text }
            && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration))
        {
            // Serilog writes a TimeSpan as text; in the pipeline it would have been the step's duration.
            value = new ScalarValue(duration);
        }

        _properties.Add(new LogEventProperty(name, value));
    }

    /// <summary>The event that was read.</summary>
    /// <param name="timestampName">The name of the time in the line's format.</param>
    /// <exception cref="FormatException">It has no time.</exception>
    public LogEvent ToLogEvent(string timestampName)
    {
        var template = _template ?? (_message is null ? MessageTemplate.Empty : MessageTemplates.Literal(_message));
        return new LogEvent(
            _timestamp ?? throw new FormatException($"it has no {timestampName}, the time of the event"),
            _level,
            _exception,
            _renderings.Count > 0 ? MessageTemplates.Render(template, _renderings) : template,
            _properties,
            _traceId,
            _spanId);
    }

    private string? ReadText(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => JsonText.Read(ref json),
        _ => _values.Read(ref json).ToString(),
    };

    private static bool TryReadHex(ref Utf8JsonReader json, int bytes, out string hex)
    {
        hex = "";
        Span<byte> value = stackalloc byte[16];
        if (json.TokenType is not JsonTokenType.String
            || json.ValueSpan.Length != bytes * 2
            || Convert.FromHexString(json.ValueSpan, value, out _, out var written) is not System.Buffers.OperationStatus.Done
            || !value[..written].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        hex = Convert.ToHexStringLower(value[..written]);
        return true;
    }
}
