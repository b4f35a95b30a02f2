using System.Buffers;
using System.Text;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Exports;

/// <summary>Text from logs as Markdown that shows it and obeys nothing in it: no markup, no HTML, no link.</summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_[]~|#$!^=");

    /// <summary>The text on one line, behind other text.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder();
        var before = '\0';
        foreach (var c in SafeText.OneLine(text))
        {
            safe.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ when Marks.Contains(c) || (c is '/' && before is ':') => "\\" + c, // no address becomes a link
                _ => c.ToString(),
            });
            before = c;
        }

        return safe.ToString();
    }

    /// <summary>A name as code where it is as plain as names are, else as text.</summary>
    public static string Code(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '_' or ':' or '-' or '.' or '@') ? $"`{name}`" : Of(name);

    /// <summary>Lines as they are, in a frame that none of them can end.</summary>
    public static string Block(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}text\n{text}\n{fence}\n";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c is '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
