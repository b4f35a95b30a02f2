using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Tests.Checking;

/// <summary>A limit is met when it is reached, and missed beyond it.</summary>
public class FindingsTests
{
    [Theory]
    [InlineData(9.9, "met")]
    [InlineData(10.0, "met")]
    [InlineData(10.1, "MISSED")]
    public void WhatIsToBeSmall(double measured, string verdict) =>
        Assert.Equal(verdict, Judge(f => f.AtMost("time", measured, 10, "0.0 ns")).Verdict);

    [Theory]
    [InlineData(0.51, "met")]
    [InlineData(0.50, "met")]
    [InlineData(0.49, "MISSED")]
    public void WhatIsToBeLarge(double measured, string verdict) =>
        Assert.Equal(verdict, Judge(f => f.AtLeast("rate", measured, 0.5, "0.00 ×")).Verdict);

    [Fact]
    public void WhatCouldNotBeMeasuredIsNeither() =>
        Assert.Equal("not measured", Judge(f => f.NotMeasured("rate", "at least 0.50 ×", "There is no server.")).Verdict);

    [Fact]
    public void ABenchmarkWithoutEffectIsBroken()
    {
        Effect.Equal(5, 5, "steps");

        var e = Assert.Throws<InvalidOperationException>(() => Effect.Equal(5_000, 4_999, "steps"));

        Assert.Contains("steps: 4,999 instead of 5,000", e.Message, StringComparison.Ordinal);
    }

    private static Judgement Judge(Action<Findings> judge)
    {
        var findings = new Findings("P0");
        judge(findings);
        return Assert.Single(findings.Judgements);
    }
}
