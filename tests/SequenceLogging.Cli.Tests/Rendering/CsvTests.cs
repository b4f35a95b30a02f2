using Microsoft.VisualBasic.FileIO;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Delivery;

namespace SequenceLogging.Cli.Tests.Rendering;

public class CsvTests
{
    private readonly Seqlog _seqlog = new();

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 170", "'+49 170")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\u00A0\u3000-1", "'\u00A0\u3000-1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\tx", "' x")]
    [InlineData("\rx", "'␍x")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("SEQ-2025-07-00001", "SEQ-2025-07-00001")]
    [InlineData("", "")]
    [InlineData("one\r\ntwo\nthree", "one\ntwo\nthree")]
    [InlineData("a\0b\u001b[2Jc\u2028d\u202Ee", "a␀b␛[2Jc\\u2028d\\u202Ee")]
    [InlineData("{0} {Name} %n", "{0} {Name} %n")]
    public void ACellIsNeverAFormulaAndKeepsItsLines(string text, string cell) => Assert.Equal(cell, CellText.Of(text));

    [Fact]
    public void HalfACharacterBecomesAReplacement() => Assert.Equal("half \uFFFD", CellText.Of("half \uD800"));

    [Fact]
    public async Task SequencesAreRowsUnderTheNamesOfJson()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad() with { UserId = -100123, Username = "=cmd|' /C calc'!A0, \"x\"\nand more" });
        _seqlog.Reader.Journeys.Add(Samples.Active("SEQ-2025-07-00002", "-1 "));

        foreach (var line in (string[])["find --csv", "user -100123 --csv"])
        {
            Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(line.Split(' ')));
            Assert.Empty(_seqlog.Error);
            Assert.Equal(
                "sequenceId,userId,username,language,status,currentStep,stepCount,createdAt,updatedAt,completedAt,metadata\r\n"
                + "SEQ-2025-07-00001,-100123,\"'=cmd|' /C calc'!A0, \"\"x\"\"\nand more\",en,completed,Publish_Step_2_Published,6,"
                + "2025-07-14T09:12:03.120000Z,2025-07-15T10:00:01.000000Z,2025-07-15T10:00:01.000000Z,\"{\"\"source\"\":\"\"tg\"\"}\"\r\n"
                + "SEQ-2025-07-00002,'-1 ,,,active,User_Flow_1_Start,1,"
                + "2025-07-16T11:00:00.000000Z,2025-07-16T11:57:00.000000Z,,\r\n",
                _seqlog.Out);
        }
    }

    [Fact]
    public async Task WhatWasRejectedIsReadByOthersAsItWasWritten()
    {
        string[] messages = ["plain", "a,b", "say \"no\"", "two\nlines", "=1+1", ";=1", "\" ,\"", "支👩‍🚀", "{0}{Name}", new('x', 16 << 20)];
        _seqlog.Reader.Rejected.AddRange(messages.Select((m, i) => Samples.Rejected(i + 1, Reasons.BadLink) with { Message = m }));

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("rejected", "list", "--csv"));

        var rows = Read(_seqlog.Out);
        Assert.Equal("id,sequenceId,reason,count,timestamp,message,metadata,error,canRetry", string.Join(',', rows[0]));
        Assert.Equal(
            messages.Reverse().Select(m => m == "=1+1" ? "'=1+1" : m),
            rows[1..].Select(row => row[5].Replace("\r\n", "\n", StringComparison.Ordinal)));
        Assert.All(rows[1..], row => Assert.Equal(("bad_link", "1", "false"), (row[2], row[3], row[8])));
    }

    [Fact]
    public async Task NothingFoundIsTheRowOfNames()
    {
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("find", "--csv"));
        Assert.StartsWith("sequenceId,", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(1, _seqlog.Out.Count(c => c == '\n'));
    }

    [Fact]
    public async Task TheHelpSaysWhatHappensToFormulas()
    {
        await _seqlog.RunAsync("find", "--help");
        Assert.Matches(@"(?s)--csv .*RFC 4180.*UTC.*formula.*gets a\s+' before", _seqlog.Out);
    }

    // Another reader than the library that writes.
    private static List<string[]> Read(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv)) { TrimWhiteSpace = false, HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        var rows = new List<string[]>();
        while (parser.ReadFields() is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }
}
