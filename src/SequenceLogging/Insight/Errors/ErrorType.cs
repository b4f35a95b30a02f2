using System.Text.RegularExpressions;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Errors;

/// <summary>What kind of error it was, so that the same mistake counts as one whatever its numbers.</summary>
internal static partial class ErrorType
{
    private const int LongestTypeName = 500;

    /// <summary>
    /// The type of the exception, <c>System.TimeoutException</c>; where there is none the message, in which every word with a digit
    /// is a <c>#</c>: <c>Payment # was refused</c>.
    /// </summary>
    public static string Of(SequenceError error)
    {
        if (error.Error is { Length: > 0 } text)
        {
            var type = TypeName().Match(text);
            return type.Success && type.Length <= LongestTypeName ? type.Groups["type"].Value : Pattern(text);
        }

        return string.IsNullOrWhiteSpace(error.Message) ? "without a message" : Pattern(error.Message);
    }

    /// <summary>The first place in the code that an exception names; null where it names none.</summary>
    public static string? CodeOf(SequenceError error) =>
        error.Error is { } text && Frame().Match(text) is { Success: true } frame ? frame.Groups["code"].Value.TrimEnd() : null;

    private static string Pattern(string text) => WordWithDigit().Replace(Excerpt.Of(Excerpt.FirstLine(text)), "#");

    // As Exception.ToString() begins: the type's full name, then a colon with the message, or the end of the line.
    [GeneratedRegex(@"\A\s*(?:Unhandled exception\. )?(?<type>[\p{L}_][\p{L}\p{N}_]*(?:[.+][\p{L}_][\p{L}\p{N}_`\[\],]*)*)(?=\s*(?::|\r|\n|\z))", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^[ \t]+at (?<code>[^\r\n(]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Frame();

    [GeneratedRegex(@"[^\s,;:()""'=]*\p{Nd}[^\s,;:()""'=]*", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex WordWithDigit();
}
