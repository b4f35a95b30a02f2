using System.Text.Json;

namespace SequenceLogging.Importing;

/// <summary>
/// Things made of JSON texts that come again and again (property names, message templates), so that neither the text nor
/// the thing is made twice. Bounded: long texts are not kept, and when there are too many it starts anew.
/// </summary>
internal sealed class TextCache<T>
{
    private const int MostTexts = 1000;
    private const int LongestText = 512;

    private readonly Func<string, T> _make;
    private readonly Dictionary<string, T> _kept = [];
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byChars;

    public TextCache(Func<string, T> make)
    {
        _make = make;
        _byChars = _kept.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The thing for the string or property name at which the reader stands.</summary>
    public T Get(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > LongestText)
        {
            return _make(JsonText.Read(ref json));
        }

        Span<char> buffer = stackalloc char[LongestText];
        ReadOnlySpan<char> text = buffer[..JsonText.Copy(json.ValueSpan, buffer)];
        if (_byChars.TryGetValue(text, out var thing))
        {
            return thing;
        }

        if (_kept.Count == MostTexts)
        {
            _kept.Clear();
        }

        var key = text.ToString();
        return _kept[key] = _make(key);
    }
}
