using System.Collections;
using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace AdBot.Telemetry;

/// <summary>The properties of an event as OTLP knows values: texts, numbers, arrays and maps.</summary>
internal sealed class OtlpAttributes : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>Under this name Seq, and others, group the events that one log call has made.</summary>
    private const string Template = "message_template.text";

    private static readonly MessageTemplateTextFormatter Formatter = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly List<KeyValuePair<string, object?>> _attributes;

    public OtlpAttributes(LogEvent logEvent)
    {
        Event = logEvent;
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, message);
        Message = message.ToString();
        _attributes = [.. logEvent.Properties.Select(p => KeyValuePair.Create(p.Key, ValueOf(p.Value)))];

        // A server that renders a template anew lacks what a format has made of a value; then the message must do.
        if (!logEvent.MessageTemplate.Tokens.OfType<PropertyToken>().Any(t => t.Format is not null))
        {
            _attributes.Add(KeyValuePair.Create<string, object?>(Template, logEvent.MessageTemplate.Text));
        }
    }

    public LogEvent Event { get; }

    public string Message { get; }

    public int Count => _attributes.Count;

    public KeyValuePair<string, object?> this[int index] => _attributes[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _attributes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static object? ValueOf(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: decimal number } => (double)number,
        ScalarValue { Value: DateTime time } => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        ScalarValue { Value: DateTimeOffset time } => time.ToString("O", CultureInfo.InvariantCulture),
        ScalarValue { Value: TimeSpan span } => span.ToString("c", CultureInfo.InvariantCulture),
        ScalarValue scalar => scalar.Value,
        SequenceValue sequence => sequence.Elements.Select(ValueOf).ToArray(),
        StructureValue structure => structure.Properties.Select(p => KeyValuePair.Create(p.Name, ValueOf(p.Value))).ToArray(),
        DictionaryValue dictionary => dictionary.Elements
            .Select(e => KeyValuePair.Create(e.Key.Value?.ToString() ?? "", ValueOf(e.Value))).ToArray(),
        _ => value.ToString(),
    };
}
