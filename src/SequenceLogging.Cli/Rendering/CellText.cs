using System.Buffers;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>
/// Text from logs as a cell of a spreadsheet: it keeps its line breaks, and is never a formula, which could send what stands
/// beside it anywhere.
/// </summary>
internal static class CellText
{
    // The wide ones are what a Japanese keyboard writes, and spreadsheets take them as well.
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@＝＋－＠");

    private static readonly SearchValues<char> BeginsBadly = SearchValues.Create("\t\r\n");

    /// <summary>The text behind a <c>'</c>, by which spreadsheets know a text, if they would take it for a formula.</summary>
    public static string Of(string text)
    {
        var isFormula = text.Length > 0
            && (BeginsBadly.Contains(text[0]) || text.AsSpan().TrimStart() is [var first, ..] && BeginsFormula.Contains(first));
        return (isFormula ? "'" : "") + SafeText.ManyLines(text);
    }
}
