using SequenceLogging.Insight.Comparing;

namespace SequenceLogging.Tests.Insight.Comparing;

public class StepAlignmentTests
{
    [Theory]
    [InlineData("ABC", "ABC", 0)]
    [InlineData("ABC", "ABCDE", 0)] // it broke off
    [InlineData("ABCDE", "ABC", 2)]
    [InlineData("ABC", "AXC", 2)]
    [InlineData("", "ABC", 0)]
    [InlineData("ABAB", "AABB", 1)] // the last B came no more
    public void TheDistanceIsTheNumberOfStepsLeftAlone(string one, string other, int distance) =>
        Assert.Equal(distance, StepAlignment.Distance(Names(one), Names(other)));

    [Theory]
    [InlineData("ABC", "ABCDE", "AA BB CC -D -E")]
    [InlineData("ABDE", "ABCDEF", "AA BB -C DD EE -F")]
    [InlineData("ABXC", "ABC", "AA BB X- CC")]
    [InlineData("", "AB", "-A -B")]
    [InlineData("A", "", "A-")]
    public void StepsStandBesideTheirFellows(string one, string other, string pairs) => Assert.Equal(
        pairs,
        string.Join(' ', StepAlignment.Pairs(Names(one), Names(other))
            .Select(p => $"{(p.One < 0 ? '-' : one[p.One])}{(p.Other < 0 ? '-' : other[p.Other])}")));

    [Fact]
    public void EveryStepStandsThereOnceAndInOrder()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var (one, other) = (Random(), Random());

            var pairs = StepAlignment.Pairs(one, other);

            Assert.Equal(Enumerable.Range(0, one.Length), pairs.Select(p => p.One).Where(i => i >= 0));
            Assert.Equal(Enumerable.Range(0, other.Length), pairs.Select(p => p.Other).Where(j => j >= 0));
            Assert.All(pairs.Where(p => p is { One: >= 0, Other: >= 0 }), p => Assert.Equal(one[p.One], other[p.Other]));

            var last = pairs.ToList().FindLastIndex(p => p.One >= 0);
            Assert.Equal(StepAlignment.Distance(one, other), pairs.Take(last + 1).Count(p => p.One < 0 || p.Other < 0));
        }

        string[] Random() => Names(new string([.. Enumerable.Range(0, random.Next(9)).Select(_ => "ABCD"[random.Next(4)])]));
    }

    [Theory]
    [InlineData(2_000, 0)]
    [InlineData(2_000, 100)]
    [InlineData(3 * StepAlignment.MostSteps, 7)]
    [InlineData(StepAlignment.MostSteps, 1)]
    [InlineData(StepAlignment.MostSteps + 1, StepAlignment.MostSteps + 1)]
    public void OfLongListsEveryStepStandsThereToo(int length, int changes)
    {
        var random = new Random(changes);
        var one = Enumerable.Range(0, length).Select(i => $"S{i}").ToList();
        var other = one.Concat(["More", "Most"]).ToList();
        for (var i = 0; i < changes; i++)
        {
            other.Insert(random.Next(length), "Other");
            one.Insert(random.Next(length), "One");
        }

        var pairs = StepAlignment.Pairs(one, other);

        Assert.Equal(Enumerable.Range(0, one.Count), pairs.Select(p => p.One).Where(i => i >= 0));
        Assert.Equal(Enumerable.Range(0, other.Count), pairs.Select(p => p.Other).Where(j => j >= 0));
        Assert.All(pairs.Where(p => p is { One: >= 0, Other: >= 0 }), p => Assert.Equal(one[p.One], other[p.Other]));
        if (changes <= 100)
        {
            Assert.Equal(length, pairs.Count(p => p is { One: >= 0, Other: >= 0 }));
        }
    }

    private static string[] Names(string letters) => [.. letters.Select(l => l.ToString())];
}
