using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Tests.Rendering;

public class SafeTextTests
{
    /// <summary>All that a terminal obeys, or that changes the order or visibility of text around it.</summary>
    private const string Hostile =
        "\0\a\b\u001b[31mred\u001b]0;title\a\u007f\u009b2J\u0085\u2028\u2029"
        + "\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF\u200B\u00AD";

    [Theory]
    [InlineData("plain [bold]text[/]", "plain [bold]text[/]")]
    [InlineData("a\u001b[31mb", "a␛[31mb")]
    [InlineData("a\u009bb\u007f", "a\\u009Bb\\u007F")]
    [InlineData("a\u202Eb\u2028c", "a\\u202Eb\\u2028c")]
    [InlineData("one\r\ntwo\nthree\tfour\rfive", "one⏎two⏎three four␍five")]
    [InlineData("я 支 👩‍🚀 e\u0301", "я 支 👩‍🚀 e\u0301")]
    public void WhatATerminalWouldObeyBecomesVisible(string text, string safe)
    {
        Assert.Equal(safe, SafeText.OneLine(text));
        Assert.Equal(safe, SafeText.OneLine(safe));
    }

    [Fact]
    public void HalfACharacterBecomesAReplacement() => Assert.Equal("half \uFFFD", SafeText.OneLine("half \uD800"));

    [Fact]
    public async Task NothingFromALogReachesTheTerminalThroughAnyCommand()
    {
        var seqlog = new Seqlog().OnTerminal(120);
        seqlog.Variables["NO_COLOR"] = "1"; // so that every escape in the output would be one from the data
        var metadata = JsonSerializer.Serialize(new Dictionary<string, string> { [Hostile] = Hostile });
        var step = Samples.Step(1, "Step" + Hostile, "09:00:00", "component" + Hostile, 1, "message" + Hostile, metadata);
        seqlog.Reader.Journeys.Add(Samples.Ad() with
        {
            UserId = "user" + Hostile,
            Username = "name" + Hostile,
            Language = Hostile,
            CurrentStep = step.StepName,
            Metadata = metadata,
            Steps = [step, step with { Order = 2, Status = StepStatus.Failed, Error = "error" + Hostile }],
            Links =
            [
                Samples.Link("c" + Hostile, "t" + Hostile, "id" + Hostile, "09:00:00") with { LinkType = Hostile, Metadata = metadata },
            ],
            Errors =
            [
                new SequenceError { Order = 1, Message = Hostile, Error = Hostile, Component = Hostile, Metadata = metadata },
            ],
            StatusChanges = [new SequenceStatusChange { Order = 2, Reason = Hostile }],
            Losses = [new SequenceLoss { Count = 1, Reason = Hostile }],
        });
        var rejected = Samples.Rejected(1, "reason" + Hostile, "SEQ-2025-07-00001");
        seqlog.Reader.Rejected.Add(rejected with { Message = "message" + Hostile, Metadata = metadata, Error = Hostile });
        seqlog.Reader.Rejected.Add(rejected with { Id = 2, Message = null, Metadata = metadata });
        seqlog.Reader.Steps.Add(
            Samples.Stored(1, "Step" + Hostile) with { Message = Hostile, Component = Hostile, UserId = "u" + Hostile });
        seqlog.Reader.Statistics = Samples.Statistics() with
        {
            Components = [new ComponentStatistics { Component = "component" + Hostile }],
            Recent = [.. seqlog.Reader.Journeys],
        };

        string[] lines =
        [
            "list", "export SEQ-2025-07-00001", "trace ads:87",
            "show SEQ-2025-07-00001", "show SEQ-2025-07-00001 -v", "find", "user 1", "stats", "tail --since-start --no-follow",
            "rejected list", "rejected list --sequence SEQ-2025-07-00001",
        ];
        string[] tables = ["find --csv", "user 1 --csv", "trace ads:87 --csv", "export SEQ-2025-07-00001 -f csv", "rejected list --csv"];
        foreach (var line in lines.Concat(lines.Select(l => l + " --json")).Concat(tables))
        {
            Assert.Equal(ExitCode.Ok, await seqlog.RunAsync(line.Split(' ')));
            Assert.Contains("2J", seqlog.Out, StringComparison.Ordinal); // it is there, and harmless
            var text = line.Contains("csv", StringComparison.Ordinal) ? seqlog.Out.Replace("\r\n", "\n", StringComparison.Ordinal) : seqlog.Out;
            Assert.DoesNotContain(text, c => c != '\n' && Hostile.Except("[31mred]0;title2J").Contains(c));
        }
    }

    [Fact]
    public void EscapedJsonMeansTheSame()
    {
        const string Text = "\u007f\u009b2J\u2028\u202E支👩‍🚀 \uFEFF";
        var json = $"[\n\"{Text}\"]"; // as a metadata column may hold it

        var safe = SafeText.Json(json, onOneLine: true);

        Assert.Equal("[ \"\\u007F\\u009B2J\\u2028\\u202E支👩‍🚀 \\uFEFF\"]", safe);
        Assert.Equal([Text], JsonSerializer.Deserialize<string[]>(safe)!);
    }
}
