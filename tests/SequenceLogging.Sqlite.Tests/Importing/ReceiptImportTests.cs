using System.Text;
using System.Text.Json;
using SequenceLogging.Importing;
using SequenceLogging.Journeys;

namespace SequenceLogging.Sqlite.Tests.Importing;

/// <summary>A real log, from the file into the store and back out by questions.</summary>
public sealed class ReceiptImportTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SequenceLog _sequences;

    public ReceiptImportTests() => _sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("receipt.db")));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TotalsAndCountersAgreeWithARecount()
    {
        var log = ReceiptLog.Read();

        var result = await ImportAsync(log.Lines);

        var statistics = await _sequences.GetSystemStatisticsAsync(Cancellation);
        Assert.Equal((log.Events.Count, log.Ids.Count, 0), (result.Events, result.Groups, result.BadLineCount));
        Assert.Equal((log.Ids.Count, log.Ids.Count), (statistics.Sequences.Total, statistics.Sequences.Active));
        Assert.Equal(log.Events.Count, statistics.Steps.Total);
        Assert.Equal(log.Events.DistinctBy(e => e.Step).Count(), statistics.Steps.Names);
        Assert.Equal(log.Events.DistinctBy(e => (e.Case, e.Link)).Count(), statistics.Links.Total);
        Assert.Equal(log.Counters, statistics.Counters.Select(c => (c.Month, c.Last)).Order());
        Assert.Equal(log.Events.Max(e => e.Time), statistics.Sequences.LastActivity?.UtcDateTime);
        Assert.Equal((result.Emitted, result.Stored, 0), (statistics.Delivery.Emitted, statistics.Delivery.Stored, statistics.Delivery.Duplicate));
    }

    [Fact]
    public async Task EveryJourneyIsInTheOrderOfTheFileUnderTheIdOfItsMonth()
    {
        var log = ReceiptLog.Read();
        await ImportAsync(log.Lines);

        foreach (var journey in log.Events.GroupBy(e => e.Case))
        {
            var details = await DetailsAsync(log, journey.Key);
            Assert.Equal(journey.Select(e => (e.Step, e.Time)), details.Steps.Select(s => (s.StepName.Value, s.Timestamp.UtcDateTime)));
            Assert.Equal(Enumerable.Range(1, journey.Count()), details.Steps.Select(s => s.Order));
            Assert.Equal(journey.Select(e => e.Link).Distinct().Order(), details.Links.Select(l => l.ToString()).Order());
            Assert.Equal(journey.First().Time, details.CreatedAt.UtcDateTime);
            Assert.Equal($$"""{"CaseId":"{{journey.Key}}"}""", details.Metadata);
        }
    }

    [Fact]
    public async Task AStepTellsItsMessageAndItsCase()
    {
        var log = ReceiptLog.Read();
        await ImportAsync(log.Lines);

        var step = (await DetailsAsync(log, "case-10011")).Steps[0];

        var expected = log.Events.First(e => e.Case == "case-10011");
        Assert.Equal($"{expected.Step} for case-10011", step.Message);
        using var metadata = JsonDocument.Parse(step.Metadata!);
        Assert.Equal("case-10011", metadata.RootElement.GetProperty("CaseId").GetString());
        Assert.Equal("complete", metadata.RootElement.GetProperty("Lifecycle").GetString());
        Assert.Equal(StepStatus.Completed, step.Status);
    }

    [Fact]
    public async Task SequencesAreFoundByWhoeverWorkedOnThem()
    {
        var log = ReceiptLog.Read();
        await ImportAsync(log.Lines);

        var found = await _sequences.FindSequencesAsync(
            new SequenceQuery { Component = ComponentQuery.Parse("resources:Resource26"), Limit = SequenceQuery.MaxLimit }, Cancellation);

        Assert.Equal(
            log.Events.Where(e => e.Link.EndsWith(":Resource26", StringComparison.Ordinal)).Select(e => log.Ids[e.Case]).Distinct().Order(),
            found.Select(h => h.SequenceId.ToString()).Order());
    }

    [Fact]
    public async Task TheSameFileTwiceChangesNothing()
    {
        var log = ReceiptLog.Read();
        var first = await ImportAsync(log.Lines);
        var before = await SnapshotAsync(log);

        var second = await ImportAsync(log.Lines);

        Assert.Equal((first.Emitted, 0, first.Stored), (second.Emitted, second.Stored, second.Duplicate));
        Assert.Equal(before, await SnapshotAsync(log));
    }

    [Fact]
    public async Task AFileThatHasGrownAddsOnlyItsNewLines()
    {
        var log = ReceiptLog.Read();
        var half = log.Lines.Length / 2;
        var first = await ImportAsync(log.Lines[..half]);

        var grown = await ImportAsync(log.Lines);

        var both = first.Stored + grown.Stored;
        Assert.Equal(first.Stored, grown.Duplicate);
        Assert.Equal((2 * log.Events.Count) + log.Ids.Count, both);
        var statistics = await _sequences.GetSystemStatisticsAsync(Cancellation);
        Assert.Equal((log.Events.Count, log.Ids.Count), (statistics.Steps.Total, statistics.Sequences.Total));
        Assert.Equal(log.Counters, statistics.Counters.Select(c => (c.Month, c.Last)).Order());
        Assert.Equal(
            log.Events.Where(e => e.Case == "case-10011").Select(e => e.Step),
            (await DetailsAsync(log, "case-10011")).Steps.Select(s => s.StepName.Value));
    }

    [Fact]
    public async Task AnIdFarAboveItsCounterIsRefusedWithTheNumberOfItsLine()
    {
        var result = await ImportAsync(
            [
                """{"@t":"2025-07-01T09:30:00Z","StepName":"A","LinkComponent":"ads:ad:87","SequenceId":"SEQ-2025-07-00003"}""",
                """{"@t":"2025-07-01T09:30:00Z","StepName":"B","LinkComponent":"ads:ad:87","SequenceId":"SEQ-2025-07-99999999"}""",
            ]);

        var bad = Assert.Single(result.BadLines);
        Assert.Equal((2, 1), (bad.Line, result.BadLineCount));
        Assert.StartsWith("its SequenceId is more than a million above", bad.Reason, StringComparison.Ordinal);
        Assert.Equal((4, 2, 2), (result.Emitted, result.Stored, result.Rejected));
        Assert.Equal(1, (await _sequences.GetSystemStatisticsAsync(Cancellation)).Sequences.Total);
    }

    public async ValueTask DisposeAsync()
    {
        await _sequences.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Each time as another run would do it: with an importer of its own.</summary>
    private Task<ImportResult> ImportAsync(string[] lines) =>
        new LogImporter(_sequences.Store, new ImportOptions { SequenceBy = "CaseId" }).ImportAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "receipt.clef", null, Cancellation);

    private async Task<SequenceDetails> DetailsAsync(ReceiptLog log, string caseId) =>
        Assert.IsType<SequenceDetails>(await _sequences.GetSequenceDetailsAsync(SequenceId.Parse(log.Ids[caseId]), Cancellation));

    /// <summary>Everything that can be asked, but for the counts of the deliveries themselves.</summary>
    private async Task<string> SnapshotAsync(ReceiptLog log)
    {
        var statistics = await _sequences.GetSystemStatisticsAsync(Cancellation);
        var snapshot = new StringBuilder(JsonSerializer.Serialize(
            new { statistics.Sequences, statistics.Steps, statistics.Links, statistics.Counters, statistics.Components }));
        foreach (var id in log.Ids.Values)
        {
            snapshot.AppendLine(JsonSerializer.Serialize(await _sequences.GetSequenceDetailsAsync(SequenceId.Parse(id), Cancellation)));
        }

        return snapshot.ToString();
    }
}
