using System.Text;
using SequenceLogging.Delivery;
using SequenceLogging.Importing;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Importing;

public class BadLineTests
{
    [Theory]
    [InlineData("hello", "it is not JSON; import reads compact JSON (CLEF)")]
    [InlineData("[1]", "it is not a JSON object")]
    [InlineData("\"text\"", "it is not a JSON object")]
    [InlineData("{", "it is not JSON from byte 2 on; was it cut off?")]
    [InlineData("{}", "it has neither @t nor Timestamp")]
    [InlineData("""{"A":{"@t":"2025-07-01T09:30:00Z"}}""", "it has neither @t nor Timestamp")]
    [InlineData("""{"@t":"2025-07-01T09:30:00Z","StepName":"A" """, "it is not JSON from byte")]
    [InlineData("""{"@t":"2025-07-01T09:30:00Z"}{"@t":"2025-07-01T09:30:00Z"}""", "it is not JSON from byte 30 on")]
    [InlineData("""{"@t":"2025-07-01T09:30:00Z","A":"\x"}""", "it is not JSON from byte")]
    [InlineData("""{"@t":"yesterday"}""", "@t is \"yesterday\"; it must be a time in ISO 8601, such as 2025-07-01T09:30:00Z")]
    [InlineData("""{"@t":"09:30"}""", "@t is \"09:30\"; it must be a time in ISO 8601")]
    [InlineData("""{"@t":1751362200}""", "@t is \"1751362200\"; it must be a time")]
    [InlineData("""{"@t":null}""", "@t is \"\"; it must be a time")]
    [InlineData("""{"@t":"\u001b[31m"}""", "@t is \"\\u001B[31m\"; it must be a time")]
    [InlineData("""{"Timestamp":"2025-13-01T09:30:00Z"}""", "Timestamp is \"2025-13-01T09:30:00Z\"; it must be a time")]
    public async Task ALineThatIsNoEventIsNamed(string line, string reason)
    {
        var bench = new ImportBench();

        var result = await bench.LinesAsync(ImportBench.Step("c1", "A"), line, ImportBench.Step("c1", "B"));

        var bad = Assert.Single(result.BadLines);
        Assert.Equal((ImportBench.FileName, 2), (bad.File, bad.Line));
        Assert.StartsWith(reason, bad.Reason, StringComparison.Ordinal);
        Assert.Equal($"app.clef:2: {bad.Reason}", bad.ToString());
        Assert.Equal((3, 1, 2), (result.Lines, result.UnreadableLines, result.Events));
        Assert.Equal(["A", "B"], bench.Store.Of(RecordKind.Step).Select(r => r.Name));
    }

    [Theory]
    [InlineData("CaseId", """{"@t":"2025-07-01T09:30:00Z","StepName":"A"}""", "it has neither a SequenceId nor the property CaseId")]
    [InlineData("CaseId", """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":true}""", "it has no SequenceId, and CaseId \"True\" names no sequence")]
    [InlineData("CaseId", """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":null}""", "it has no SequenceId, and CaseId \"null\" names no sequence")]
    [InlineData("CaseId", """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":" "}""", "it has no SequenceId, and CaseId \" \" names no sequence")]
    [InlineData("CaseId", """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":[1]}""", "it has no SequenceId, and CaseId \"[1]\" names no sequence")]
    [InlineData(null, """{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":"c"}""", "it has no SequenceId; name the property (SequenceBy, --sequence-by)")]
    [InlineData(null, """{"@t":"2025-07-01T09:30:00Z","StepName":"A","SequenceId":"SEQ-2025-7-1"}""", "SequenceId \"SEQ-2025-7-1\" is no sequence id; one is written SEQ-2025-07-00001")]
    public async Task AStepOfNoSequenceIsNamed(string? sequenceBy, string line, string reason)
    {
        var bench = new ImportBench { Options = new ImportOptions { SequenceBy = sequenceBy } };

        var result = await bench.LinesAsync(line);

        Assert.StartsWith(reason, Assert.Single(result.BadLines).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0, 1), (result.Events, result.WithoutSequence, result.UnreadableLines, result.Rejected));
        Assert.Equal((1, 0, 0), (result.Emitted, result.Stored, result.Groups));
        Assert.Empty(bench.Store.Records);
    }

    [Fact]
    public async Task APartOfAnEventThatMakesNoSenseIsNamedAndTheRestIsKept()
    {
        var bench = new ImportBench();

        var result = await bench.LinesAsync(
            """{"@t":"2025-07-01T09:30:00Z","CaseId":1,"StepName":"A","LinkComponent":"ads","SequenceStatus":"done"}""",
            """{"@t":"2025-07-01T09:30:00Z","CaseId":2,"StepName":"","LinkComponent":"ads:ad:87"}""");

        Assert.Equal(
            [
                "LinkComponent \"ads\" is no link: it must be component:type:entity id, such as ads:ad:87; "
                + "SequenceStatus \"done\" is none of active, completed, failed and abandoned",
                "StepName \"\" is no step name: it must be a text of 1 to 256 characters",
            ],
            result.BadLines.Select(b => b.Reason));
        Assert.Equal(
            new Dictionary<string, long>
            {
                [Reasons.BadLink] = 1, [Reasons.BadSequenceStatus] = 1, [Reasons.BadStepName] = 1,
            },
            result.RejectedBy);
        Assert.Equal((7, 4, 3), (result.Emitted, result.Stored, result.Rejected));
        Assert.Equal(
            [RecordKind.Begin, RecordKind.Step, RecordKind.Begin, RecordKind.Link], bench.Store.Records.Select(r => r.Kind));
        Assert.Equal(3, bench.Store.Batches.Sum(b => b.Rejected));
    }

    [Fact]
    public async Task ALineThatIsNotUtf8IsNamed()
    {
        var bench = new ImportBench();

        var result = await bench.BytesAsync(
            [.. Encoding.UTF8.GetBytes("""{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":"""), .. "\"M\xFCller\"}\n"u8[..2], 0xFC, .. "ller\"}\n"u8]);

        Assert.StartsWith("it is not valid UTF-8", Assert.Single(result.BadLines).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineThatIsTooLongIsNamed()
    {
        var bench = new ImportBench { Options = new ImportOptions { SequenceBy = "CaseId", MaxLineBytes = 1024 } };
        var line = ImportBench.Step("c1", "A");
        var fits = line + new string(' ', 1024 - line.Length);

        var result = await bench.TextAsync($"\uFEFF{fits}\r\n{fits} \r\n{new string('x', 3_000_000)}\n{ImportBench.Step("c1", "B")}\n{fits} ");

        Assert.Equal([2, 3, 5], result.BadLines.Select(b => b.Line));
        Assert.All(result.BadLines, b => Assert.Equal("it is longer than 1024 bytes (MaxLineBytes)", b.Reason));
        Assert.Equal(["A", "B"], bench.Store.Of(RecordKind.Step).Select(r => r.Name));
    }

    [Fact]
    public async Task AllBadLinesAreToldButOnlySomeAreListed()
    {
        var told = new List<BadLine>();
        var bench = new ImportBench { Options = new ImportOptions { MaxBadLines = 3, OnBadLine = told.Add } };

        var result = await bench.LinesAsync([.. Enumerable.Repeat("x", 10)]);

        Assert.Equal(10, result.BadLineCount);
        Assert.Equal([1, 2, 3], result.BadLines.Select(b => b.Line));
        Assert.Equal(Enumerable.Range(1, 10), told.Select(b => (int)b.Line));
    }

    [Fact]
    public async Task NoRandomDamageStopsTheImport()
    {
        var good = Encoding.UTF8.GetBytes(
            """{"@t":"2025-07-01T09:30:00Z","@mt":"{StepName:u} {A:000}","@r":["007"],"@tr":"0af7651916cd43dd8448eb211c80319c","StepName":"A\u00e4","LinkComponent":"a:b:c","CaseId":"c","A":{"b":[1.5e3,null,"\ud83d\ude00"]}}""");
        var random = new Random(4711);
        var bench = new ImportBench();
        var file = new List<byte>();
        for (var i = 0; i < 20_000; i++)
        {
            var line = (byte[])good.Clone();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                line[random.Next(line.Length)] = (byte)random.Next(' ', 256);
            }

            file.AddRange(line.AsSpan(0, random.Next(4) == 0 ? random.Next(line.Length) : line.Length));
            file.Add((byte)'\n');
        }

        var result = await bench.BytesAsync([.. file]);

        Assert.Equal(20_000, result.Lines);
        Assert.Equal(result.Lines, result.BlankLines + result.UnreadableLines + result.Events);
        Assert.Equal(result.Emitted, result.Stored + result.Duplicate + result.Rejected);
        Assert.DoesNotContain(Reasons.UnreadableEvent, result.RejectedBy.Keys);
        Assert.True(result.UnreadableLines > 1000 && result.Stored > 1000, $"{result}");
    }
}
