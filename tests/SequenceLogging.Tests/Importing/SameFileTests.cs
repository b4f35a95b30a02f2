using System.Text;
using SequenceLogging.Importing;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Importing;

/// <summary>A file imported again adds what is new and nothing else.</summary>
public class SameFileTests
{
    private readonly ImportBench _bench = new();

    private static readonly string[] Lines =
    [
        ImportBench.Step("c1", "A"), ImportBench.Step("c1", "A"), ImportBench.Step("c2", "A"), ImportBench.Step("c1", "A"),
    ];

    [Fact]
    public async Task EqualLinesOfOneFileAreEventsOfTheirOwn()
    {
        var result = await _bench.LinesAsync(Lines);

        Assert.Equal((6, 0), (result.Stored, result.Duplicate));
        Assert.Equal(6, _bench.Store.Records.Select(r => r.EventId).Distinct().Count());
    }

    [Fact]
    public async Task TheSameFileAgainChangesNothing()
    {
        await _bench.LinesAsync(Lines);
        _bench.Restart();
        var again = await _bench.LinesAsync(Lines);

        Assert.Equal((6, 0, 6), (again.Emitted, again.Stored, again.Duplicate));
        Assert.Equal(2, again.Groups);
    }

    [Fact]
    public async Task AFileThatHasGrownAddsItsNewLines()
    {
        await _bench.LinesAsync(Lines);
        _bench.Restart();
        var grown = await _bench.LinesAsync([.. Lines, ImportBench.Step("c1", "A"), ImportBench.Step("c3", "A")]);

        Assert.Equal((3, 6), (grown.Stored, grown.Duplicate));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    [InlineData("\r\n \t\r\n")]
    public async Task LineEndingsAndBlankLinesMakeNoDifference(string lineEnding)
    {
        await _bench.LinesAsync(Lines);
        _bench.Restart();
        var again = await _bench.TextAsync("\uFEFF" + string.Join(lineEnding, Lines));

        Assert.Equal((0, 6, 0), (again.Stored, again.Duplicate, again.BadLineCount));
    }

    [Fact]
    public async Task ACompressedCopyIsTheSameFile()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', Lines));
        await _bench.BytesAsync(bytes);
        _bench.Restart();
        var again = await _bench.BytesAsync(ImportBench.Compress(bytes));

        Assert.Equal((0, 6, 0), (again.Stored, again.Duplicate, again.BadLineCount));
    }

    [Fact]
    public async Task GroupedByAnotherPropertyTheSameLinesAreOtherJourneys()
    {
        const string Grouped = """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":"c1","OrderId":7}""";
        const string Named = """{"@t":"2025-07-01T09:30:00Z","StepName":"A","OrderId":7,"SequenceId":"SEQ-2025-07-00001"}""";
        await _bench.LinesAsync(Grouped, Named);

        var byOrder = new ImportBench { Store = _bench.Store, Options = new ImportOptions { SequenceBy = "OrderId" } };
        var result = await byOrder.LinesAsync(Grouped, Named);

        Assert.Equal((2, 1), (result.Stored, result.Duplicate));
        Assert.Equal(["CaseId=c1", "OrderId=7"], _bench.Store.Of(RecordKind.Begin).Select(r => r.Key));
        Assert.Equal(
            ["CaseId=c1", null, "OrderId=7"], _bench.Store.Of(RecordKind.Step).Select(r => r.Key));
    }

    [Fact]
    public async Task EventIdsAreInTheOrderOfTime()
    {
        await _bench.LinesAsync([.. Enumerable.Range(0, 60).Select(i => ImportBench.Step($"c{i}", "A", i))]);

        var ids = _bench.Store.Of(RecordKind.Step).Select(r => r.EventId).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }
}
