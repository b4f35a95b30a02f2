using System.Numerics;
using System.Text;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>
/// The last number issued in each month, in a small file beside the store (<c>sequences.litedb.ids</c>). It outlives the store's
/// own file: where an older copy of that is put in place, or a damaged one is moved aside, ids go on above it, so that none is
/// issued twice. Whatever is wrong with it stops nothing: then ids are as safe as the store's file.
/// </summary>
internal sealed class LastIds(string path)
{
    private string? _told;

    /// <summary>The last number of each month; empty where there is no such file.</summary>
    public Dictionary<MonthKey, long> Read()
    {
        var last = new Dictionary<MonthKey, long>();
        try
        {
            foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
            {
                if (Parse(line) is not { } mark)
                {
                    Tell("A line of it is damaged, and is passed over.");
                    continue;
                }

                last[mark.Month] = Math.Max(last.GetValueOrDefault(mark.Month), mark.Number);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e.Message);
        }

        return last;
    }

    /// <summary>
    /// Writes all of them. Call when the transaction has committed and before anybody sees its ids. The kernel has it then: it
    /// outlives the process, but not a power cut that takes the store's file too.
    /// </summary>
    public void Write(IEnumerable<KeyValuePair<MonthKey, long>> counters)
    {
        var text = new StringBuilder();
        foreach (var (month, number) in counters.OrderBy(c => (c.Key.Year, c.Key.Month)))
        {
            text.Append(Format(month, number)).Append('\n');
        }

        try
        {
            // In its place, not beside it: lines only grow in number, and a torn one is known by its sum.
            using var file = new FileStream(path, OwnerOnly());
            file.Write(Encoding.ASCII.GetBytes(text.ToString()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e.Message);
        }
    }

    private static string Format(MonthKey month, long number)
    {
        var line = FormattableString.Invariant($"{month.Year:D4}-{month.Month:D2} {number:D14}");
        return FormattableString.Invariant($"{line} {Sum(line):x8}");
    }

    private static (MonthKey Month, long Number)? Parse(string line) =>
        line.Length == 31
        && int.TryParse(line.AsSpan(0, 4), null, out var year) && year is >= 1 and <= 9999
        && int.TryParse(line.AsSpan(5, 2), null, out var month) && month is >= 1 and <= 12
        && long.TryParse(line.AsSpan(8, 14), null, out var number) && number is >= 1 and <= SequenceId.MaxNumber
        && Format(new MonthKey(year, month), number) == line
            ? (new MonthKey(year, month), number)
            : null;

    private static uint Sum(string line)
    {
        var crc = uint.MaxValue;
        foreach (var value in line)
        {
            crc = BitOperations.Crc32C(crc, (byte)value);
        }

        return ~crc;
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Says each thing once, not with every id.</summary>
    private void Tell(string what)
    {
        if (what != _told)
        {
            _told = what;
            Trouble.Report(
                "The last ids issued are kept in {0}, too. {1} If the store's file is lost or restored now, ids may be issued again.",
                path,
                what);
        }
    }
}
