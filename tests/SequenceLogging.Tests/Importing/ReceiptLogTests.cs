using System.Globalization;
using System.Text.Json;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Importing;

/// <summary>The real log: what is imported agrees with a plain recount of the file.</summary>
public class ReceiptLogTests
{
    [Fact]
    public async Task EveryCaseIsASequenceAndEveryEventAStep()
    {
        var file = RealLog.Find("receipt.clef");
        Assert.SkipWhen(file is null, RealLog.Missing);
        var cases = (await File.ReadAllLinesAsync(file!, TestContext.Current.CancellationToken))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Select(e => (
                Case: e.GetProperty("CaseId").GetString()!,
                Step: e.GetProperty("StepName").GetString()!,
                Time: DateTimeOffset.Parse(e.GetProperty("@t").GetString()!, CultureInfo.InvariantCulture).UtcDateTime))
            .ToList();
        var bench = new ImportBench();

        var result = await bench.BytesAsync(await File.ReadAllBytesAsync(file!, TestContext.Current.CancellationToken));

        var begins = bench.Store.Of(RecordKind.Begin).ToList();
        var steps = bench.Store.Of(RecordKind.Step).ToList();
        Assert.Equal((cases.Count, cases.DistinctBy(c => c.Case).Count(), 0), (result.Events, result.Groups, result.BadLineCount));
        Assert.Equal(cases.Select(c => ($"CaseId={c.Case}", c.Step, c.Time)), steps.Select(s => (s.Key!, s.Name!, s.At.UtcDateTime)));
        Assert.Equal(
            cases.GroupBy(c => c.Case).GroupBy(g => $"{g.First().Time:yyyy-MM}").Select(m => (m.Key, m.Count())).Order(),
            begins.GroupBy(b => $"{b.At:yyyy-MM}").Select(m => (m.Key, m.Count())).Order());
        Assert.Equal(cases.Count, bench.Store.Of(RecordKind.Link).Count());
    }
}
