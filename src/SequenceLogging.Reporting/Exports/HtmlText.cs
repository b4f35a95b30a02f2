using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Exports;

/// <summary>
/// HTML of this program's own words with values in between: whatever stands in a hole of the text is encoded, so that there is
/// no way to forget it. Attributes with values are written in quotes.
/// </summary>
internal sealed class HtmlText
{
    // Letters of all scripts as themselves.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Handler html) => this;

    /// <summary>Adds a whole text of this program as it is: never a value.</summary>
    public void AddOwn(string text) => _html.Append(text);

    public override string ToString() => _html.ToString();

    [InterpolatedStringHandler]
    public readonly struct Handler
    {
        private readonly StringBuilder _html;

        public Handler(int literals, int holes, HtmlText target)
        {
            _ = (literals, holes);
            _html = target._html;
        }

        public void AppendLiteral(string text) => _html.Append(text);

        public void AppendFormatted(string? text) => _html.Append(Encoder.Encode(SafeText.ManyLines(text ?? "")));

        public void AppendFormatted(int number) => _html.Append(number.ToString(CultureInfo.InvariantCulture));
    }
}
