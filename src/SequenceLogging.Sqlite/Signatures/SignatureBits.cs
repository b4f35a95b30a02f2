using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>
/// The bits of a text, and of a property with its value. A text that is in another one has no bit that the other has not; so whatever
/// lacks a bit of what is asked for need not be looked at. What is stored was made by this code: another way of counting is another
/// version of the schema.
/// </summary>
internal sealed class SignatureBits
{
    public const int Bits = 15;

    /// <summary>How many there are.</summary>
    public const int Count = 1 << Bits;

    /// <summary>A text has two bits for each so many bytes of it in a row; a shorter one has none.</summary>
    public const int GramLength = 4;

    /// <summary>So many bits stand for a property with its value.</summary>
    private const int BitsOfProperty = 4;

    private const ulong Factor = 0x9E3779B97F4A7C15;

    private readonly ulong[] _words = new ulong[Count / 64];

    /// <summary>Which are set, in their order.</summary>
    public IEnumerable<int> Positions
    {
        get
        {
            for (var i = 0; i < _words.Length; i++)
            {
                for (var word = _words[i]; word != 0; word &= word - 1)
                {
                    yield return (i * 64) + BitOperations.TrailingZeroCount(word);
                }
            }
        }
    }

    public static SignatureBits OfText(string text)
    {
        var bits = new SignatureBits();
        bits.AddText(Encoding.UTF8.GetBytes(text));
        return bits;
    }

    public static SignatureBits OfProperty(string name, string value)
    {
        var bits = new SignatureBits();
        bits.AddProperty(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        return bits;
    }

    /// <summary>An ASCII letter in lower case, as of SQLite's <c>lower</c>, or any other byte as it is.</summary>
    public static int Fold(byte letter) => (uint)letter - 'A' < 26 ? letter | 0x20 : letter;

    /// <summary>Adds a text, in which ASCII letters have no case.</summary>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        var gram = 0u;
        for (var i = 0; i < utf8.Length; i++)
        {
            gram = (gram >> 8) | ((uint)Fold(utf8[i]) << 24);
            if (i >= GramLength - 1)
            {
                var hash = gram * Factor;
                Add(hash >> (64 - Bits));
                Add((hash >> (64 - (2 * Bits))) & (Count - 1));
            }
        }
    }

    /// <summary>Adds the members of metadata, as <see cref="Journeys.PropertyQuery"/> reads them. What is no JSON object has none.</summary>
    public void AddProperties(ReadOnlySpan<byte> metadata)
    {
        if (metadata.IsEmpty)
        {
            return;
        }

        if (!Utf8.IsValid(metadata))
        {
            metadata = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(metadata)); // as whoever reads it as a text does
        }

        try
        {
            AddMembers(metadata);
        }
        catch (JsonException)
        {
            // Then it has no properties; those in front of the fault have their bits for nothing.
        }
    }

    public bool Has(SignatureBits others)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((others._words[i] & ~_words[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private void AddMembers(ReadOnlySpan<byte> metadata)
    {
        var reader = new Utf8JsonReader(metadata);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = TextOf(ref reader, out var isText);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                AddProperty(name, metadata[start..(int)reader.BytesConsumed]);
                continue;
            }

            var value = TextOf(ref reader, out var isValueText);
            if (isText && isValueText)
            {
                AddProperty(name, value);
            }
        }
    }

    /// <summary>What a name or a value says; half of a surrogate pair as an escape is nothing that could be asked for.</summary>
    private static ReadOnlySpan<byte> TextOf(ref Utf8JsonReader reader, out bool isText)
    {
        isText = true;
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        try
        {
            var text = new byte[reader.ValueSpan.Length];
            return text.AsSpan(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            isText = false;
            return default;
        }
    }

    private void AddProperty(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        // FNV-1a; a byte that no UTF-8 has lies between the two.
        var hash = Mix(Mix(Mix(0xCBF29CE484222325, name), [0xFF]), value);
        hash = (hash ^ (hash >> 29)) * Factor;
        hash ^= hash >> 32;
        for (var i = 0; i < BitsOfProperty; i++)
        {
            Add((hash >> (i * Bits)) & (Count - 1));
        }
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash;
    }

    private void Add(ulong position) => _words[position >> 6] |= 1UL << (int)(position & 63);
}
