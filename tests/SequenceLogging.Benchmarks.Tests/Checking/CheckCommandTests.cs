using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Tests.Checking;

/// <summary>What a check says to whoever started it.</summary>
public class CheckCommandTests
{
    [Theory]
    [InlineData(Effort.Full, true, 0)]
    [InlineData(Effort.Full, false, 1)]
    [InlineData(Effort.Full, null, 0)]
    [InlineData(Effort.Quick, true, 0)]
    [InlineData(Effort.Quick, false, 0)]
    public void AMissedTargetFailsWhereThereWasTimeToMeasureIt(Effort effort, bool? isMet, int exitCode) =>
        Assert.Equal(exitCode, CheckCommand.ExitCodeOf(effort, [Report(isMet)]));

    [Theory]
    [InlineData(Effort.Full)]
    [InlineData(Effort.Quick)]
    public void ABrokenBenchmarkAlwaysFails(Effort effort) =>
        Assert.Equal(1, CheckCommand.ExitCodeOf(effort, [Report(true), Report(true) with { Failure = "no step was stored" }]));

    [Fact]
    public async Task AMistakeInTheArgumentsIsTold() => Assert.Equal(2, await CheckCommand.RunAsync(["--only", "P99"]));

    [Fact]
    public void TheTableShowsWhatWasMissedAndWhatIsBroken()
    {
        var text = new StringWriter();

        CheckReport.WriteTable(text, [Report(false), Report(true) with { Id = "P7", Judgements = [], Failure = "no step was stored" }]);

        Assert.Contains("| P0 | rate | at least 0.50 × | 0.49 × | **MISSED** |", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| P7 | a question | | no step was stored | **BROKEN** |", text.ToString(), StringComparison.Ordinal);
    }

    private static TargetReport Report(bool? isMet) =>
        new("P0", "a question", [new Judgement("P0", "rate", "at least 0.50 ×", "0.49 ×", isMet)], [], 0, 0);
}
