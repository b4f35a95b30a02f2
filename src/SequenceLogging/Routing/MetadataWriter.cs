using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;

namespace SequenceLogging.Routing;

/// <summary>
/// Writes property values as one JSON object. Whatever a value does (throw, nest without end, hold what JSON cannot say),
/// its neighbours are written; what was cut or could not be read says so in its place. Kept and used again; not safe for
/// several threads at once.
/// </summary>
internal sealed class MetadataWriter : IDisposable
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // The store is read by people too, so Cyrillic and Arabic stay letters. Nothing here is put into HTML as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Utf8Buffer _buffer = new();
    private readonly Utf8JsonWriter _json;
    private bool _open;
    private bool _isCut;

    public MetadataWriter() => _json = new Utf8JsonWriter(_buffer, WriterOptions);

    public void Start()
    {
        _buffer.Clear();
        _open = false;
        _isCut = false;
    }

    public void Add(string name, LogEventPropertyValue value)
    {
        if (TryOpen(name) && !(value is ScalarValue scalar && PlainJson.TryWrite(_buffer, scalar.Value)))
        {
            _json.Reset();
            Write(value, 1);
            _json.Flush();
        }
    }

    public void Add(string name, object? value)
    {
        if (TryOpen(name) && !PlainJson.TryWrite(_buffer, value))
        {
            _json.Reset();
            WriteObject(value, 1);
            _json.Flush();
        }
    }

    /// <summary>Ends the object; empty where nothing was added.</summary>
    public ReadOnlySpan<byte> End()
    {
        if (!_open)
        {
            return default;
        }

        _buffer.Write((byte)'}');
        return _buffer.Written;
    }

    public void Dispose() => _json.Dispose();

    /// <summary>Writes up to the value, where there is still room for one.</summary>
    private bool TryOpen(string name)
    {
        if (_isCut)
        {
            return false;
        }

        _isCut = IsFull;
        _buffer.Write(_open ? (byte)',' : (byte)'{');
        _open = true;
        WriteName(_isCut ? Limits.CutMark : Limits.Cut(name, Limits.Name));
        if (_isCut)
        {
            PlainJson.TryWrite(_buffer, true);
        }

        return !_isCut;
    }

    private void WriteName(ReadOnlySpan<char> name)
    {
        if (!PlainJson.TryWriteName(_buffer, name))
        {
            _json.Reset();
            _json.WriteStringValue(name);
            _json.Flush();
            _buffer.Write((byte)':');
        }
    }

    private bool IsFull => _buffer.Length + _json.BytesPending > Limits.Metadata;

    private void Write(LogEventPropertyValue value, int depth)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(scalar.Value);
                break;
            case not null when depth >= Limits.Depth || IsFull:
                _json.WriteStringValue(Limits.CutMark);
                break;
            case SequenceValue sequence:
                WriteArray(sequence.Elements, depth);
                break;
            case StructureValue structure:
                WriteMembers(structure.Properties.Select(p => KeyValuePair.Create(p.Name, p.Value)), structure.TypeTag, depth);
                break;
            case DictionaryValue dictionary:
                WriteMembers(dictionary.Elements.Select(e => KeyValuePair.Create(TextOf(e.Key.Value), e.Value)), null, depth);
                break;
            default:
                WriteScalar(value);
                break;
        }
    }

    private void WriteArray(IReadOnlyList<LogEventPropertyValue> elements, int depth)
    {
        _json.WriteStartArray();
        for (var i = 0; i < elements.Count; i++)
        {
            if (i == Limits.Elements || IsFull)
            {
                _json.WriteStringValue(Limits.CutMark);
                break;
            }

            Write(elements[i], depth + 1);
        }

        _json.WriteEndArray();
    }

    private void WriteMembers(IEnumerable<KeyValuePair<string, LogEventPropertyValue>> members, string? typeTag, int depth)
    {
        _json.WriteStartObject();
        if (typeTag is not null)
        {
            _json.WriteString("$type", typeTag);
        }

        var count = 0;
        foreach (var (name, value) in members)
        {
            if (count++ == Limits.Elements || IsFull)
            {
                _json.WriteBoolean(Limits.CutMark, true);
                break;
            }

            _json.WritePropertyName(Limits.Cut(name, Limits.Name));
            Write(value, depth + 1);
        }

        _json.WriteEndObject();
    }

    /// <summary>Plain .NET values, for metadata that does not come from an event.</summary>
    private void WriteObject(object? value, int depth)
    {
        switch (value)
        {
            case not string and (IDictionary or IEnumerable) when depth >= Limits.Depth || IsFull:
                _json.WriteStringValue(Limits.CutMark);
                break;
            case IDictionary dictionary:
                WriteEntries(dictionary, depth);
                break;
            case IEnumerable elements and not string:
                WriteElements(elements, depth);
                break;
            default:
                WriteScalar(value);
                break;
        }
    }

    private void WriteEntries(IDictionary entries, int depth)
    {
        _json.WriteStartObject();
        try
        {
            var count = 0;
            foreach (DictionaryEntry entry in entries)
            {
                if (count++ == Limits.Elements || IsFull)
                {
                    _json.WriteBoolean(Limits.CutMark, true);
                    break;
                }

                _json.WritePropertyName(Limits.Cut(TextOf(entry.Key), Limits.Name));
                WriteObject(entry.Value, depth + 1);
            }
        }
        catch (Exception e)
        {
            _json.WriteBoolean($"(threw {e.GetType().Name})", true);
        }

        _json.WriteEndObject();
    }

    /// <summary>What is enumerated may have no end, and may throw in the middle.</summary>
    private void WriteElements(IEnumerable elements, int depth)
    {
        _json.WriteStartArray();
        try
        {
            var count = 0;
            foreach (var element in elements)
            {
                if (count++ == Limits.Elements || IsFull)
                {
                    _json.WriteStringValue(Limits.CutMark);
                    break;
                }

                WriteObject(element, depth + 1);
            }
        }
        catch (Exception e)
        {
            _json.WriteStringValue($"(threw {e.GetType().Name})");
        }

        _json.WriteEndArray();
    }

    private void WriteScalar(object? value)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case string text: _json.WriteStringValue(Limits.Cut(text, Limits.Text)); break;
            case bool boolean: _json.WriteBooleanValue(boolean); break;
            case int number: _json.WriteNumberValue(number); break;
            case long number: _json.WriteNumberValue(number); break;
            case decimal number: _json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): _json.WriteNumberValue(number); break;
            case uint number: _json.WriteNumberValue(number); break;
            case ulong number: _json.WriteNumberValue(number); break;
            case short or ushort or byte or sbyte: _json.WriteNumberValue(Convert.ToInt32(value, CultureInfo.InvariantCulture)); break;
            case DateTime time: _json.WriteStringValue(time); break;
            case DateTimeOffset time: _json.WriteStringValue(time); break;
            case Guid guid: _json.WriteStringValue(guid); break;
            default: _json.WriteStringValue(Limits.Cut(TextOf(value), Limits.Text)); break;
        }
    }

    internal static string TextOf(object? value)
    {
        try
        {
            // Both may return null, whatever they are declared to.
            return (value is IFormattable formattable
                ? formattable.ToString(null, CultureInfo.InvariantCulture)
                : value?.ToString()) ?? "null";
        }
        catch (Exception e)
        {
            return $"({value!.GetType().Name}.ToString threw {e.GetType().Name})";
        }
    }
}
