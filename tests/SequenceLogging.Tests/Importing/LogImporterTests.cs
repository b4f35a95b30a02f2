using SequenceLogging.Importing;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Importing;

public class LogImporterTests
{
    private readonly ImportBench _bench = new();

    private CollectingStore Store => _bench.Store;

    [Fact]
    public async Task EventsOfOneValueAreOneSequenceThatBeginsBeforeItsFirstRecord()
    {
        var result = await _bench.LinesAsync(
            ImportBench.Step("c1", "A", 1), ImportBench.Step("c2", "A", 2), ImportBench.Step("c1", "B", 3));

        Assert.Equal(
            [
                (RecordKind.Begin, "CaseId=c1", null), (RecordKind.Step, "CaseId=c1", "A"),
                (RecordKind.Begin, "CaseId=c2", null), (RecordKind.Step, "CaseId=c2", "A"),
                (RecordKind.Step, "CaseId=c1", "B"),
            ],
            Store.Records.Select(r => (r.Kind, r.Key, r.Name)));
        Assert.All(Store.Records, r => Assert.True(r.Sequence.IsDefault));
        Assert.Equal((3, 2, 5, 5), (result.Events, result.Groups, result.Emitted, result.Stored));
    }

    [Fact]
    public async Task ASequenceBeginsAtItsFirstStepWithTheGroupAsMetadata()
    {
        await _bench.LinesAsync(
            """{"@t":"2025-06-30T23:59:59Z","@mt":"no step","CaseId":"c\"1"}""",
            """{"@t":"2025-07-01T01:30:00+02:00","StepName":"A","CaseId":"c\"1","UserId":566158428,"Username":"ann","Language":"en"}""",
            """{"@t":"2025-08-01T00:00:00Z","StepName":"B","CaseId":"c\"1","Username":"bob"}""");

        var begin = Assert.Single(Store.Of(RecordKind.Begin));
        Assert.Equal(new DateTimeOffset(2025, 6, 30, 23, 30, 0, TimeSpan.Zero), begin.At);
        Assert.Equal(202506, RecordTime.MonthOf(RecordTime.ToMicroseconds(begin.At)));
        Assert.Equal("""{"CaseId":"c\"1"}""", begin.Metadata);
        Assert.Equal(("566158428", "ann", "en"), (begin.UserId, begin.Username, begin.Language));
        Assert.Equal(32, begin.EventId!.Length);
    }

    [Fact]
    public async Task TheGroupingPropertyStaysInTheMetadataOfTheStep()
    {
        await _bench.LinesAsync("""{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":"c1","Price":12.50}""");

        Assert.Equal("""{"CaseId":"c1","Price":12.50}""", Assert.Single(Store.Of(RecordKind.Step)).Metadata);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("\"5\"", "5")]
    [InlineData("5.5", "5.5")]
    [InlineData("-7", "-7")]
    [InlineData("\"a=b:c\"", "a=b:c")]
    public async Task AValueMayBeATextOrANumber(string json, string value)
    {
        await _bench.LinesAsync($$"""{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":{{json}}}""");

        Assert.All(Store.Records, r => Assert.Equal($"CaseId={value}", r.Key));
    }

    [Fact]
    public async Task TheLongestValueIsAGroupAndALongerOneIsNot()
    {
        var result = await _bench.LinesAsync(
            ImportBench.Step(new string('x', 512), "A"), ImportBench.Step(new string('y', 513), "A"));

        Assert.Equal((1, 1), (result.Groups, result.WithoutSequence));
        Assert.Equal(2, Assert.Single(result.BadLines).Line);
    }

    [Fact]
    public async Task AnEventWithASequenceIdKeepsIt()
    {
        var result = await _bench.LinesAsync(
            """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":"c1","SequenceId":"SEQ-2024-02-00007"}""");

        var step = Assert.Single(Store.Records);
        Assert.Equal((RecordKind.Step, "SEQ-2024-02-00007", null), (step.Kind, step.Sequence.ToString(), step.Key));
        Assert.Equal("""{"CaseId":"c1"}""", step.Metadata);
        Assert.Equal(0, result.Groups);
    }

    [Fact]
    public async Task ASequenceIdOfSomebodyElseIsMetadataOfAGroupedEvent()
    {
        var result = await _bench.LinesAsync("""{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":"c1","SequenceId":42}""");

        Assert.Empty(result.BadLines);
        Assert.Equal("""{"CaseId":"c1","SequenceId":42}""", Assert.Single(Store.Of(RecordKind.Step)).Metadata);
    }

    [Fact]
    public async Task OneEventMayBeAStepALinkAndAStatus()
    {
        await _bench.LinesAsync(
            """{"@t":"2025-07-01T09:30:00Z","@l":"Error","@x":"E: no","StepName":"A","CaseId":1,"LinkComponent":"p:m:@i3lani:12345","SequenceStatus":"failed","Component":"Bot"}""");

        Assert.Equal(
            [RecordKind.Begin, RecordKind.Step, RecordKind.Link, RecordKind.Status], Store.Records.Select(r => r.Kind));
        Assert.Equal(4, Store.Records.Select(r => r.EventId).Distinct().Count());
        Assert.Equal(("Bot", "E: no", StepStatus.Failed), (Store.Records[1].Component, Store.Records[1].Error, Store.Records[1].StepStatus));
        Assert.Equal("@i3lani:12345", Store.Records[2].EntityId);
    }

    [Fact]
    public async Task EventsThatSayNothingOfASequenceArePassedOver()
    {
        var result = await _bench.LinesAsync(
            """{"@t":"2025-07-01T09:30:00Z","@mt":"plain"}""",
            """{"@t":"2025-07-01T09:30:00Z","@mt":"plain","CaseId":"c1"}""",
            """{"@t":"2025-07-01T09:30:00Z","@mt":"error outside","@l":"Error"}""",
            """{"@t":"2025-07-01T09:30:00Z","@mt":"error inside","@l":"Error","CaseId":"c1"}""");

        Assert.Equal((4, 3, 0), (result.Events, result.PassedOver, result.BadLineCount));
        Assert.Equal([RecordKind.Begin, RecordKind.Error], Store.Records.Select(r => r.Kind));
    }

    [Fact]
    public async Task WithoutAGroupingPropertyOnlySequenceIdsCount()
    {
        var bench = new ImportBench { Options = new ImportOptions() };

        var result = await bench.LinesAsync(
            """{"@t":"2025-07-01T09:30:00Z","StepName":"A","SequenceId":"SEQ-2025-07-00001"}""", ImportBench.Step("c1", "A"));

        Assert.Equal((1, 1), (result.Stored, result.WithoutSequence));
    }

    [Fact]
    public async Task AGroupGoesOnInTheNextFile()
    {
        await _bench.LinesAsync(ImportBench.Step("c1", "A", 1));
        var second = await _bench.LinesAsync(ImportBench.Step("c1", "B", 2), ImportBench.Step("c2", "A", 3));

        Assert.Equal(["CaseId=c1", "CaseId=c2"], Store.Of(RecordKind.Begin).Select(r => r.Key));
        Assert.Equal((1, 0), (second.Groups, second.Duplicate));
    }

    [Fact]
    public async Task PositionsRiseAndEveryBatchTellsWhatItIsAbout()
    {
        var bench = new ImportBench { Options = new ImportOptions { SequenceBy = "CaseId", BatchSize = 10 } };

        var result = await bench.LinesAsync(
            [.. Enumerable.Range(0, 100).Select(i => i % 10 == 9 ? ImportBench.Step("", "A") : ImportBench.Step($"c{i % 7}", $"S{i}"))]);

        var batches = bench.Store.Batches;
        Assert.True(batches.Count >= 9, $"{batches.Count} batches");
        Assert.All(batches, b => Assert.InRange(b.Count, 0, 11));
        Assert.Single(batches.Select(b => b.Producer).Distinct());
        Assert.StartsWith("import-", batches[0].Producer, StringComparison.Ordinal);
        Assert.Equal(batches.Select(b => b.LastPosition).Order(), batches.Select(b => b.LastPosition));
        Assert.Equal((107, 97, 10), (result.Emitted, result.Stored, result.Rejected));
        Assert.Equal(10, batches.Sum(b => b.Rejected));
        Assert.Equal(
            Enumerable.Range(0, 100).Where(i => i % 10 != 9).Select(i => $"S{i}"), bench.Store.Of(RecordKind.Step).Select(r => r.Name));
    }

    [Fact]
    public async Task ARecordThatSpoilsItsBatchIsRejectedAlone()
    {
        var bench = new ImportBench { Store = new CollectingStore { UnacceptableStep = "S17" } };

        var result = await bench.LinesAsync([.. Enumerable.Range(0, 40).Select(i => ImportBench.Step("c1", $"S{i}"))]);

        Assert.Equal(new Dictionary<string, long> { ["refused_by_store"] = 1 }, result.RejectedBy);
        Assert.Equal("app.clef:18: the store refused it for what is in it", Assert.Single(result.BadLines).ToString());
        Assert.Equal((41, 40, 1), (result.Emitted, result.Stored, result.Rejected));
        Assert.Equal(
            Enumerable.Range(0, 40).Where(i => i != 17).Select(i => $"S{i}"), bench.Store.Of(RecordKind.Step).Select(r => r.Name));
        Assert.Equal((41, 1), (bench.Store.Batches.Sum(b => b.Count), bench.Store.Batches.Sum(b => b.Rejected)));
    }

    [Fact]
    public async Task AfterAFailureOfTheStoreTheImportIsRunAgain()
    {
        _bench.Store.Failures.Enqueue(new SequenceStoreException("The disk is full.") { Kind = StoreErrorKind.Full });
        await Assert.ThrowsAsync<SequenceStoreException>(() => _bench.LinesAsync(ImportBench.Step("c1", "A"), ImportBench.Step("c1", "B")));

        var result = await _bench.LinesAsync(ImportBench.Step("c1", "A"), ImportBench.Step("c1", "B"));

        Assert.Equal((3, 1), (result.Stored, result.Groups));
        Assert.Equal(RecordKind.Begin, Store.Records[0].Kind);
    }

    [Fact]
    public async Task ACancelledImportStopsAndCanGoOn()
    {
        using var cancellation = new CancellationTokenSource();
        var bench = new ImportBench { Options = new ImportOptions { SequenceBy = "CaseId", BatchSize = 1 } };
        var file = System.Text.Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, 20_000).Select(i => ImportBench.Step("c1", $"S{i}") + "\n")));
        var progress = new TellingProgress(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Importer.ImportAsync(new MemoryStream(file), "a", progress, cancellation.Token));
        var before = bench.Store.Of(RecordKind.Step).Count();
        var result = await bench.BytesAsync(file);

        Assert.InRange(before, 1, 19_999);
        Assert.Equal(20_000, bench.Store.Of(RecordKind.Step).Count());
        Assert.Equal(before + 1, result.Duplicate);
    }

    [Fact]
    public async Task ProgressRisesToTheEnd()
    {
        var reports = new List<ImportProgress>();
        var file = System.Text.Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, 20_000).Select(i => ImportBench.Step("c1", $"S{i}") + "\n")));

        await _bench.Importer.ImportAsync(
            new MemoryStream(file), "a.clef", new TellingProgress(reports.Add), TestContext.Current.CancellationToken);

        Assert.True(reports.Count > 10, $"{reports.Count} reports");
        Assert.Equal(reports.Select(r => r.Lines).Order(), reports.Select(r => r.Lines));
        Assert.Equal(new ImportProgress("a.clef", 20_000, 20_001, 1), reports[^1]);
        Assert.InRange(reports[0].Fraction!.Value, 0.001, 0.5);
    }

    [Fact]
    public void SettingsThatAreNotRightAreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => new LogImporter(
            Store, new ImportOptions { SequenceBy = " ", MaxLineBytes = 1, BatchSize = 0, MaxBadLines = -1 }));

        Assert.Contains("SequenceBy is blank", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxLineBytes is 1; it must be from 1 KiB to 512 MiB.", error.Message, StringComparison.Ordinal);
        Assert.Contains("BatchSize is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxBadLines is -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultsOfSeveralFilesAdd()
    {
        var first = await _bench.LinesAsync(ImportBench.Step("c1", "A"), "", "x", """{"@t":"2025-07-01T09:30:00Z"}""");
        var second = await _bench.LinesAsync(ImportBench.Step("c1", "A"), ImportBench.Step("", "A"), "y");

        var both = first.Add(second);

        Assert.Equal((7, 1, 2, 4), (both.Lines, both.BlankLines, both.UnreadableLines, both.Events));
        Assert.Equal((1, 1, 1), (both.PassedOver, both.WithoutSequence, both.Groups));
        Assert.Equal((4, 2, 1, 1), (both.Emitted, both.Stored, both.Duplicate, both.Rejected));
        Assert.Equal(3, both.BadLineCount);
        Assert.Equal(3, both.BadLines.Count);
    }

    private sealed class TellingProgress(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
