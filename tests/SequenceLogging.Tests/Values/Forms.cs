using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SequenceLogging.Tests.Values;

/// <summary>What every value with a text form promises, whichever way the text takes.</summary>
internal static class Forms
{
    public static void AssertAllAgree<T>(T value, string text)
        where T : struct, ISpanParsable<T>, ISpanFormattable, IUtf8SpanFormattable
    {
        Assert.Equal(text, value.ToString());
        Assert.Equal(text, $"{value}");
        Assert.Equal(text, value.ToString("l", CultureInfo.InvariantCulture));

        char[] chars = new char[text.Length];
        Assert.True(value.TryFormat(chars, out int charsWritten, "l", null));
        Assert.Equal(text, new string(chars, 0, charsWritten));
        Assert.False(value.TryFormat(chars.AsSpan(1), out charsWritten, default, null));
        Assert.Equal(0, charsWritten);

        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Assert.True(value.TryFormat(bytes, out int bytesWritten, "l", null));
        Assert.Equal(text, Encoding.UTF8.GetString(bytes, 0, bytesWritten));
        Assert.False(value.TryFormat(bytes.AsSpan(1), out bytesWritten, default, null));
        Assert.Equal(0, bytesWritten);

        Assert.Equal(value, T.Parse(text, CultureInfo.InvariantCulture));
        Assert.Equal(value, T.Parse(text.AsSpan(), CultureInfo.InvariantCulture));
        Assert.True(T.TryParse(text, null, out T parsed));
        Assert.Equal(value, parsed);
        Assert.True(T.TryParse(text.AsSpan(), null, out parsed));
        Assert.Equal(value, parsed);
        Assert.Equal(value.GetHashCode(), parsed.GetHashCode());
    }

    public static void AssertAllRefuse<T>(string text)
        where T : struct, ISpanParsable<T>
    {
        Assert.False(T.TryParse(text, null, out T parsed));
        Assert.Equal(default, parsed);
        Assert.False(T.TryParse(text.AsSpan(), null, out parsed));
        Assert.Equal(default, parsed);
        Assert.Throws<FormatException>(() => T.Parse(text, null));
        Assert.Throws<FormatException>(() => T.Parse(text.AsSpan(), null));
    }

    public static void AssertJsonAndTypeConverter<T>(T value, string text, string json)
        where T : struct
    {
        Assert.Equal(json, JsonSerializer.Serialize(value));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json));
        Assert.Null(JsonSerializer.Deserialize<T?>("null"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("null"));

        string dictionary = JsonSerializer.Serialize(new Dictionary<T, int> { [value] = 7 });
        Assert.Equal($"{{{JsonSerializer.Serialize(text)}:7}}", dictionary);
        Assert.Equal(7, JsonSerializer.Deserialize<Dictionary<T, int>>(dictionary)![value]);

        TypeConverter converter = TypeDescriptor.GetConverter(typeof(T));
        Assert.True(converter.CanConvertFrom(typeof(string)));
        Assert.False(converter.CanConvertFrom(typeof(DateTime)));
        Assert.Equal(value, converter.ConvertFromInvariantString(text));
        Assert.Equal(text, converter.ConvertToInvariantString(value));
    }
}
