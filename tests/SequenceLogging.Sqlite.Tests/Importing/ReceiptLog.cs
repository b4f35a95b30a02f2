using System.Globalization;
using System.Text.Json;

namespace SequenceLogging.Sqlite.Tests.Importing;

/// <summary>The receipt log, counted again in the plainest way: what an import of it must agree with.</summary>
internal sealed class ReceiptLog
{
    private ReceiptLog(string[] lines)
    {
        Lines = lines;
        Events = [.. lines.Select(Read)];
        var numbers = new Dictionary<(int Year, int Month), int>();
        foreach (var first in Events.DistinctBy(e => e.Case))
        {
            var month = (first.Time.Year, first.Time.Month);
            numbers[month] = numbers.GetValueOrDefault(month) + 1;
            Ids.Add(first.Case, $"SEQ-{first.Time:yyyy-MM}-{numbers[month]:00000}");
        }

        Counters = [.. numbers.OrderBy(n => n.Key).Select(n => ($"{n.Key.Year}-{n.Key.Month:00}", (long)n.Value))];
    }

    public string[] Lines { get; }

    public IReadOnlyList<(string Case, string Step, DateTime Time, string Link)> Events { get; }

    /// <summary>Each case with the id that it must have: the cases of a month are numbered in the order of the file.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    public IReadOnlyList<(string Month, long Last)> Counters { get; }

    /// <summary>The log; the test that asks for it is skipped where it is not at hand.</summary>
    public static ReceiptLog Read()
    {
        var file = RealLog.Find("receipt.clef");
        Assert.SkipWhen(file is null, RealLog.Missing);
        return new ReceiptLog(File.ReadAllLines(file!));
    }

    private static (string Case, string Step, DateTime Time, string Link) Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return (
            json.RootElement.GetProperty("CaseId").GetString()!,
            json.RootElement.GetProperty("StepName").GetString()!,
            DateTimeOffset.Parse(json.RootElement.GetProperty("@t").GetString()!, CultureInfo.InvariantCulture).UtcDateTime,
            json.RootElement.GetProperty("LinkComponent").GetString()!);
    }
}
