using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Tests.Checking;

/// <summary>Each target is measured once, with next to no work: it must come to a judgement about what it says.</summary>
public class TargetTests
{
    public static TheoryData<string> Ids => [.. Target.All.Select(t => t.Id)];

    [Fact]
    public void ThereIsOneForEachTarget() =>
        Assert.Equal(Enumerable.Range(1, 13).Select(i => $"P{i}"), Target.All.Select(t => t.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EachComesToAJudgement(string id)
    {
        using var folder = new TempFolder();
        var target = Target.All.Single(t => t.Id == id);
        var findings = new Findings(id);

        await target.MeasureAsync(Effort.Once, new Workspace(folder.Path), findings);

        Assert.NotEmpty(findings.Judgements);
        Assert.All(findings.Judgements, j => Assert.Equal(id, j.Target));
        Assert.All(findings.Judgements, j => Assert.DoesNotContain("NaN", j.Measured, StringComparison.Ordinal));
    }
}
