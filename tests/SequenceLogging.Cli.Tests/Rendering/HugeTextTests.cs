using System.Text.Json;
using SequenceLogging.Delivery;

namespace SequenceLogging.Cli.Tests.Rendering;

/// <summary>Texts of 16 MB, as a store of another make may hold them.</summary>
public class HugeTextTests
{
    private const int Size = 16 << 20;

    private readonly Seqlog _seqlog = new();

    public HugeTextTests()
    {
        var huge = string.Concat(Enumerable.Repeat("\u001b{я}\u202E,\"", Size / 7));
        var step = Samples.Step(1, "Step", "09:00:00", message: huge);
        _seqlog.Reader.Journeys.Add(Samples.Ad() with
        {
            Username = huge,
            Steps = [step, step with { Order = 2, Status = StepStatus.Failed, Error = huge }],
        });
        _seqlog.Reader.Rejected.Add(Samples.Rejected(1, Reasons.BadLink) with { Message = huge, Error = huge });
    }

    [Theory]
    [InlineData("show SEQ-2025-07-00001")]
    [InlineData("find")]
    [InlineData("rejected list")]
    public async Task OnATerminalTheyAreAFewLines(string line)
    {
        _seqlog.OnTerminal(100).Variables["NO_COLOR"] = "1";

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(line.Split(' ')));
        Assert.InRange(_seqlog.Out.Length, 1, 4_000);
        Assert.DoesNotContain(_seqlog.Out, c => c is '\u001b' or '\u202E');
    }

    [Theory]
    [InlineData("find --json")]
    [InlineData("rejected list --json")]
    public async Task InJsonTheyAreWhole(string line)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(line.Split(' ')));

        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        var one = answer.ValueKind is JsonValueKind.Array ? answer[0] : answer;
        var name = one.TryGetProperty("username", out var username) ? username : one.GetProperty("message");
        Assert.Equal(_seqlog.Reader.Rejected[0].Message, name.GetString());
    }
}
