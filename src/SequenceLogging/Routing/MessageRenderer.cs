using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Routing;

/// <summary>
/// Renders an event's message as a person reads it: texts without quotes, the rest as Serilog renders it. Kept and used
/// again; not safe for several threads at once.
/// </summary>
internal sealed class MessageRenderer : IDisposable
{
    private const int LargestToKeep = 64 * 1024;

    private readonly StringBuilder _text = new(256);
    private readonly StringWriter _writer;
    private char[] _chars = new char[256];

    public MessageRenderer() => _writer = new StringWriter(_text, CultureInfo.InvariantCulture);

    /// <summary>The message; valid until the next call.</summary>
    public ReadOnlySpan<char> Render(LogEvent logEvent)
    {
        _text.Clear();
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            Render(token, logEvent.Properties);
            if (_text.Length > Limits.Text)
            {
                var end = Limits.Text - Limits.CutMark.Length;
                _text.Length = char.IsHighSurrogate(_text[end - 1]) ? end - 1 : end;
                _text.Append(Limits.CutMark);
                break;
            }
        }

        if (_chars.Length < _text.Length)
        {
            _chars = new char[Math.Max(_text.Length, _chars.Length * 2)];
        }

        var length = _text.Length;
        _text.CopyTo(0, _chars, length);
        var rendered = _chars.AsSpan(0, length);
        if (_text.Capacity > LargestToKeep)
        {
            _text.Clear();
            _text.Capacity = LargestToKeep;
        }

        return rendered;
    }

    public void Dispose() => _writer.Dispose();

    private void Render(MessageTemplateToken token, IReadOnlyDictionary<string, LogEventPropertyValue> properties)
    {
        if (token is not PropertyToken property
            || !properties.TryGetValue(property.PropertyName, out var value))
        {
            _text.Append(token);
            return;
        }

        if (value is ScalarValue { Value: string text } && property.Alignment is null)
        {
            _text.Append(Limits.Cut(text, Limits.Text));
            return;
        }

        var start = _text.Length;
        try
        {
            if (IsTooDeep(value, Limits.Depth))
            {
                // Serilog renders by recursion, which a value thousands of levels deep would end with a stack overflow.
                _text.Append(Limits.CutMark);
            }
            else
            {
                token.Render(properties, _writer, CultureInfo.InvariantCulture);
            }
        }
        catch (Exception e)
        {
            _text.Length = start;
            _text.Append(CultureInfo.InvariantCulture, $"({property.PropertyName} threw {e.GetType().Name})");
        }
    }

    private static bool IsTooDeep(LogEventPropertyValue value, int levels) => levels == 0 || value switch
    {
        SequenceValue sequence => Any(sequence.Elements, levels),
        StructureValue structure => structure.Properties.Any(p => IsTooDeep(p.Value, levels - 1)),
        DictionaryValue dictionary => dictionary.Elements.Values.Any(v => IsTooDeep(v, levels - 1)),
        _ => false,
    };

    private static bool Any(IReadOnlyList<LogEventPropertyValue> elements, int levels)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            if (IsTooDeep(elements[i], levels - 1))
            {
                return true;
            }
        }

        return false;
    }
}
