using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>One system call of a process, as strace wrote it down (with <c>-f -y -xx</c>).</summary>
/// <param name="Name">As <c>pwrite64</c>.</param>
/// <param name="Arguments">What stood between the brackets.</param>
/// <param name="Result">What it returned.</param>
/// <param name="Started">Which line of the log began it.</param>
/// <param name="Ended">Which line ended it: another one, where other threads called in between.</param>
internal sealed partial record SystemCall(string Name, string Arguments, long Result, int Started, int Ended)
{
    /// <summary>The path of the file descriptor that is the first argument.</summary>
    public string DescriptorPath => Text(DescriptorPattern().Match(Arguments).Groups[1].ValueSpan);

    /// <summary>The texts among the arguments: paths, or data.</summary>
    public IEnumerable<byte[]> Texts => TextPattern().Matches(Arguments).Select(m => Bytes(m.Groups[1].ValueSpan));

    /// <summary>The last argument, a number.</summary>
    public long LastNumber =>
        long.Parse(Arguments.AsSpan()[(Arguments.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    public string PathAt(int index) => Encoding.UTF8.GetString(Texts.ElementAt(index));

    /// <summary>All calls of a log, in the order in which they began. One that never ended counts as going on for ever.</summary>
    public static List<SystemCall> ReadAll(string log)
    {
        var (calls, open, line) = (new List<SystemCall>(), new Dictionary<string, (int Call, string Start)>(), 0);
        foreach (var text in File.ReadLines(log, Encoding.Latin1))
        {
            line++;
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var (thread, rest) = (text[..space], text[space..].TrimStart());
            if (rest.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (open.Remove(thread, out var begun))
                {
                    var end = rest[(rest.IndexOf("resumed>", StringComparison.Ordinal) + "resumed>".Length)..];
                    calls[begun.Call] = Parse(begun.Start + end, calls[begun.Call].Started, line);
                }
            }
            else if (rest.EndsWith(" <unfinished ...>", StringComparison.Ordinal))
            {
                var start = rest[..^" <unfinished ...>".Length];
                open[thread] = (calls.Count, start);
                calls.Add(Parse(start + ") = 0", line, int.MaxValue));
            }
            else if (char.IsAsciiLetter(rest[0]))
            {
                calls.Add(Parse(rest, line, line));
            }
        }

        return calls;
    }

    private static SystemCall Parse(string text, int started, int ended)
    {
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(") ", StringComparison.Ordinal));
        var result = ResultPattern().Match(text, close);
        return new SystemCall(
            text[..open], text[(open + 1)..close].TrimEnd(),
            result.Success ? long.Parse(result.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : -1, started, ended);
    }

    private static string Text(ReadOnlySpan<char> hex) => Encoding.UTF8.GetString(Bytes(hex));

    /// <summary>Bytes of <c>\x53\x51</c>.</summary>
    private static byte[] Bytes(ReadOnlySpan<char> hex)
    {
        var bytes = new byte[hex.Length / 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = byte.Parse(hex.Slice((i * 4) + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return bytes;
    }

    [GeneratedRegex(@"^\d+<((?:\\x[0-9a-f]{2})*)>")]
    private static partial Regex DescriptorPattern();

    [GeneratedRegex("\"((?:\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex TextPattern();

    [GeneratedRegex(@"\)\s+= (-?\d+)")]
    private static partial Regex ResultPattern();
}
