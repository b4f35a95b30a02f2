using System.ComponentModel;
using System.Globalization;

namespace SequenceLogging;

/// <summary>A value from its text, for configuration binding and whatever else asks for such a converter.</summary>
internal sealed class TextTypeConverter<T> : TypeConverter
    where T : struct, ISpanParsable<T>
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? T.Parse(text, CultureInfo.InvariantCulture) : base.ConvertFrom(context, culture, value);
}
