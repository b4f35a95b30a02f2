using System.Globalization;

namespace SequenceLogging;

/// <summary>A value in JSON as its text.</summary>
public class TextJsonConverter<T> : StringJsonConverter<T>
    where T : struct, ISpanParsable<T>
{
    private protected override T Parse(string text) => T.Parse(text, CultureInfo.InvariantCulture);

    private protected override string ToText(T value) => value.ToString()!;
}
