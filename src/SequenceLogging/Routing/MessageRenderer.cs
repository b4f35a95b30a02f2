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

    private readonly StringBuilder _text = new();
    private readonly StringWriter _writer;
    private char[] _chars = new char[256];
    private int _length;

    public MessageRenderer() => _writer = new StringWriter(_text, CultureInfo.InvariantCulture);

    /// <summary>The message; valid until the next call.</summary>
    public ReadOnlySpan<char> Render(LogEvent logEvent)
    {
        if (_chars.Length > LargestToKeep)
        {
            _chars = new char[256];
        }

        _length = 0;

        // The properties of the template come first in the event, in the template's order: most are found without being looked for.
        var next = EventPropertyWalk.Over(logEvent);

        // Serilog keeps an array and shows an interface, whose enumerator would be an object for each message.
        var tokens = logEvent.MessageTemplate.Tokens as MessageTemplateToken[] ?? [.. logEvent.MessageTemplate.Tokens];
        for (var i = 0; i < tokens.Length && TryRender(tokens[i], logEvent, ref next); i++)
        {
        }

        return _chars.AsSpan(0, _length);
    }

    public void Dispose() => _writer.Dispose();

    /// <returns>False where the message is as long as it may be.</returns>
    private bool TryRender(MessageTemplateToken token, LogEvent logEvent, ref EventPropertyWalk next)
    {
        Render(token, logEvent, ref next);
        if (_length <= Limits.Text)
        {
            return true;
        }

        var end = Limits.Text - Limits.CutMark.Length;
        _length = char.IsHighSurrogate(_chars[end - 1]) ? end - 1 : end;
        Append(Limits.CutMark);
        return false;
    }

    private void Render(MessageTemplateToken token, LogEvent logEvent, ref EventPropertyWalk next)
    {
        if (token is TextToken literal)
        {
            Append(literal.Text);
        }
        else if (token is PropertyToken property && TryFind(property.PropertyName, logEvent, ref next) is { } value)
        {
            Render(property, value, logEvent);
        }
        else
        {
            Append(token.ToString());
        }
    }

    private static LogEventPropertyValue? TryFind(string name, LogEvent logEvent, ref EventPropertyWalk next) =>
        next.MoveNext() && ReferenceEquals(next.Current.Key, name) ? next.Current.Value : logEvent.Properties.GetValueOrDefault(name);

    private void Render(PropertyToken token, LogEventPropertyValue value, LogEvent logEvent)
    {
        if (token.Alignment is null && value is ScalarValue scalar && TryRender(scalar.Value, token.Format))
        {
            return;
        }

        try
        {
            // Serilog renders by recursion, which a value thousands of levels deep would end with a stack overflow.
            if (IsTooDeep(value, Limits.Depth))
            {
                Append(Limits.CutMark);
                return;
            }

            _text.Clear();
            token.Render(logEvent.Properties, _writer, CultureInfo.InvariantCulture);
            var length = Math.Min(_text.Length, Limits.Text + 1);
            _text.CopyTo(0, Reserve(length), length);
            _length += length;
        }
        catch (Exception e)
        {
            Append($"({token.PropertyName} threw {e.GetType().Name})");
        }
        finally
        {
            if (_text.Capacity > LargestToKeep)
            {
                _text.Clear();
                _text.Capacity = LargestToKeep;
            }
        }
    }

    /// <summary>Renders what nearly all values are as Serilog would.</summary>
    private bool TryRender(object? value, string? format)
    {
        switch (value)
        {
            case string text: Append(Limits.Cut(text, Limits.Text)); return true;
            case int number when format is null: return TryFormat(number);
            case long number when format is null: return TryFormat(number);
            case decimal number when format is null: return TryFormat(number);
            default: return false;
        }
    }

    private bool TryFormat<T>(T number)
        where T : ISpanFormattable
    {
        const int Longest = 40;
        if (!number.TryFormat(Reserve(Longest), out var length, default, CultureInfo.InvariantCulture))
        {
            return false;
        }

        _length += length;
        return true;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        _length += text.Length;
    }

    private Span<char> Reserve(int length)
    {
        if (_chars.Length - _length < length)
        {
            Array.Resize(ref _chars, Math.Max(_length + length, _chars.Length * 2));
        }

        return _chars.AsSpan(_length);
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
