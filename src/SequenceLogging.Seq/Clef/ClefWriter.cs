using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SequenceLogging.Seq.Clef;

/// <summary>Writes events as compact JSON (CLEF), one on each line. An event that is too long is trimmed and says so.</summary>
internal sealed class ClefWriter : IDisposable
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly ClefBuffer _buffer;
    private readonly int _maxBytes;
    private readonly PropertyCopier _copier = new();
    private readonly Dictionary<string, string> _types = [];
    private readonly Utf8JsonWriter _json;

    /// <param name="buffer">Takes the lines.</param>
    /// <param name="maxBytes">Bytes of the longest line, without its end; <see cref="ClefTrim.SmallestEvent"/> at least.</param>
    public ClefWriter(ClefBuffer buffer, int maxBytes)
    {
        _buffer = buffer;
        _maxBytes = maxBytes;
        _json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { SkipValidation = true, MaxDepth = 128, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes a line, and says whether it had to be trimmed.</summary>
    public bool Write(ClefEvent logged)
    {
        var start = _buffer.Length;
        Write(logged, ClefTrim.None, 0);
        var whole = _buffer.Length - start;
        for (var step = 0; _buffer.Length - start > _maxBytes && step < ClefTrim.Steps.Length; step++)
        {
            _buffer.CutTo(start);
            Write(logged, ClefTrim.Steps[step], whole);
        }

        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
        return whole > _maxBytes;
    }

    public void Dispose() => _json.Dispose();

    private void Write(ClefEvent logged, ClefTrim trim, int wholeLength)
    {
        var start = _buffer.Length;
        try
        {
            WriteLine(logged, trim, wholeLength, isText: false);
        }
        catch (JsonException)
        {
            // Only a row that was edited by hand has such metadata. It is kept as the text that it is.
            _json.Reset();
            _buffer.CutTo(start);
            WriteLine(logged, trim, wholeLength, isText: true);
        }
    }

    private void WriteLine(ClefEvent logged, ClefTrim trim, int wholeLength, bool isText)
    {
        _json.Reset();
        _json.WriteStartObject();
        WriteReserved(logged, trim);
        foreach (var (name, value) in logged.Properties)
        {
            WriteProperty(name, value, trim);
        }

        if (wholeLength > 0)
        {
            _json.WriteNumber(ClefNames.TrimmedFrom, wholeLength);
        }

        _copier.Begin();
        var isLeftOut = logged.Metadata?.Length > trim.Metadata;
        if (logged.Metadata is { } metadata && !isLeftOut)
        {
            if (isText)
            {
                _json.WriteString(ClefNames.Metadata, ClefTrim.Cut(metadata, trim.Text));
            }
            else
            {
                _copier.Copy(metadata, _json, trim);
            }
        }

        if (logged.UserId is { } user && !_copier.Has(ClefNames.UserId))
        {
            WriteProperty(ClefNames.UserId, user.Number ?? (object)user.Value, trim);
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteReserved(ClefEvent logged, ClefTrim trim)
    {
        _json.WriteString("@t"u8, logged.At.UtcDateTime);
        if (logged.Template is not null)
        {
            _json.WriteString("@mt"u8, logged.Template);
        }
        else
        {
            _json.WriteString("@m"u8, ClefTrim.Cut(logged.Message ?? "", trim.Text));
        }

        if (logged.Type is not null)
        {
            _json.WriteString("@i"u8, TypeOf(logged.Type));
        }

        if (logged.Level is not null)
        {
            _json.WriteString("@l"u8, logged.Level);
        }

        if (!string.IsNullOrEmpty(logged.Exception))
        {
            _json.WriteString("@x"u8, ClefTrim.Cut(logged.Exception, trim.Text));
        }

        if (IsHex(logged.TraceId, 32))
        {
            _json.WriteString("@tr"u8, logged.TraceId);
            if (IsHex(logged.SpanId, 16))
            {
                _json.WriteString("@sp"u8, logged.SpanId);
            }
        }

        _json.WriteString(ClefNames.EventId, ClefTrim.Cut(logged.Id, Math.Max(trim.Own, 2048)));
    }

    private void WriteProperty(string name, object? value, ClefTrim trim)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                _json.WriteString(name, ClefTrim.Cut(text, trim.Own));
                break;
            case int number:
                _json.WriteNumber(name, number);
                break;
            case long number:
                _json.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number):
                _json.WriteNumber(name, number);
                break;
            case double number:
                _json.WriteString(name, number.ToString(CultureInfo.InvariantCulture)); // NaN and Infinity are no JSON
                break;
            case DateTime time:
                _json.WriteString(name, time);
                break;
            case IReadOnlyList<string> list:
                _json.WriteStartArray(name);
                foreach (var element in list.Take(trim.Own))
                {
                    _json.WriteStringValue(ClefTrim.Cut(element, trim.Own));
                }

                _json.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, double> table:
                _json.WriteStartObject(name);
                foreach (var (key, number) in table.Where(row => row.Key.Length <= trim.Own).Take(trim.Own))
                {
                    WriteProperty(key, number, trim);
                }

                _json.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"No property is written of a {value.GetType()}.", nameof(value));
        }
    }

    // As Serilog writes a hash of the template. Messages that are rendered differ from each other; the kind of event does not.
    private string TypeOf(string type)
    {
        const int MostKept = 10_000;
        if (_types.TryGetValue(type, out var known))
        {
            return known;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(type)).AsSpan(0, 4));
        if (_types.Count < MostKept)
        {
            _types.Add(type, hash);
        }

        return hash;
    }

    private static bool IsHex(string? text, int length) =>
        text?.Length == length && !text.AsSpan().ContainsAnyExcept(LowerHex) && text.AsSpan().ContainsAnyExcept('0');
}
