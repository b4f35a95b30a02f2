using System.Globalization;
using CsvHelper;

namespace SequenceLogging.Cli.Rendering;

/// <summary>An answer for spreadsheets: RFC 4180, with a row of names before the others.</summary>
/// <param name="columns">The name of each column, and what stands in it.</param>
internal sealed class CsvTable<T>(params (string Name, Func<T, object?> Cell)[] columns)
{
    private static readonly CsvWriterOptions Rfc4180 = new() { NewLine = "\r\n" };

    public void Write(TextWriter output, IEnumerable<T> rows)
    {
        WriteHead(output);
        WriteRows(output, rows);
    }

    public void WriteHead(TextWriter output)
    {
        using var csv = CsvWriter.Create(output, Rfc4180, leaveOpen: true);
        foreach (var (name, _) in columns)
        {
            csv.WriteField(name);
        }

        csv.EndRecord();
    }

    public void WriteRows(TextWriter output, IEnumerable<T> rows)
    {
        using var csv = CsvWriter.Create(output, Rfc4180, leaveOpen: true);
        foreach (var row in rows)
        {
            foreach (var (_, cell) in columns)
            {
                csv.WriteField(TextOf(cell(row)));
            }

            csv.EndRecord();
        }
    }

    // A number of ours may begin with a minus: it is no formula.
    private static string TextOf(object? value) => value switch
    {
        null => "",
        true => "true",
        false => "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        long or int or double => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => CellText.Of(value.ToString() ?? ""),
    };
}
