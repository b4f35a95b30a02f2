using SequenceLogging.Insight.Comparing;
using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Insight.Comparing;

public class JourneyComparerTests
{
    private static readonly SequenceDetails[] Well =
    [
        .. Enumerable.Range(10, 6).Select(n => Journeys.Of(
            $$"""Start, +2m Price {"Currency":"TON","PaymentId":"TE{{n}}"}, +30s Pay, +4m Publish""", n, "en", """{"Campaign":"summer"}""")),
    ];

    [Fact]
    public void WhereAStepFailedTheFirstDifferenceIsItsOutcomeWithTheReason()
    {
        var contrast = JourneyComparer.Compare(Journeys.Of("Start, +2m Price, +30s Pay!"), Well);

        Assert.Equal(
            new JourneyDifference(
                DifferenceKind.Outcome, 3, 3, "Pay was failed here and completed there: Ton.Timeout: no answer"),
            contrast.First);
        Assert.Equal(Well[0], contrast.Other);
        Assert.Equal(6, contrast.Peers);
    }

    [Fact]
    public void WhereItStoppedTheFirstDifferenceIsTheStepThatDidNotCome()
    {
        var contrast = JourneyComparer.Compare(Journeys.Of("Start, +2m Price"), Well);

        Assert.Equal((DifferenceKind.Step, 2, 3), (contrast.First!.Kind, contrast.First.Order, contrast.First.OtherOrder!.Value));
        Assert.Equal("the other went on with Pay; this one did not", contrast.First.Message);
        Assert.Single(contrast.Differences); // Publish is not another one
        Assert.Equal([new(1, 1), new(2, 2), new(null, 3), new(null, 4)], contrast.Steps);
    }

    [Fact]
    public void ASkippedAndAnAdditionalStepAreNamedAtTheirPlace()
    {
        var contrast = JourneyComparer.Compare(Journeys.Of("Start, Help, +30s Pay, +4m Publish"), Well);

        Assert.Equal(
            ["the other made Price here; this one did not", "this one made Help here; the other did not"],
            contrast.Differences.Where(d => d.Kind is DifferenceKind.Step).Select(d => d.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AWaitDiffersBeyondThreeTimesTheLongest()
    {
        Assert.Null(JourneyComparer.Compare(Journeys.Of("Start, +6m Price"), Well).Differences.FirstOrDefault(IsWait));

        var wait = Assert.Single(JourneyComparer.Compare(Journeys.Of("Start, +7m Price"), Well).Differences, IsWait);

        Assert.Equal("7 min before Price; of the others none took more than 2 min", wait.Message);

        static bool IsWait(JourneyDifference difference) => difference.Kind is DifferenceKind.Wait;
    }

    [Fact]
    public void APropertyDiffersWhereTheOthersAgreeAndIdsDoNot()
    {
        var journey = Journeys.Of("""Start, +2m Price {"Currency":"STARS","PaymentId":"TE99"}, +30s Pay, +4m Publish""", 1, "fa", """{"Campaign":"winter"}""");

        Assert.Equal(
            [
                "the language is fa; of the others it is en",
                "Campaign is winter; of the others it is summer",
                "Currency is STARS at Price; of the others it is TON",
            ],
            JourneyComparer.Compare(journey, Well).Differences.Select(d => d.Message));
    }

    [Fact]
    public void ALongJourneyThatFailedAtItsEndDiffersThere()
    {
        var many = string.Join(", ", Enumerable.Range(0, 2 * StepAlignment.MostSteps).Select(i => $"Poll{i}"));

        var contrast = JourneyComparer.Compare(Journeys.Of(many + ", Pay!"), [Journeys.Of(many + ", Pay, Publish")]);

        Assert.Equal(
            [(DifferenceKind.Outcome, 601), (DifferenceKind.Step, 601)], contrast.Differences.Select(d => (d.Kind, d.Order)));
        Assert.Equal(602, contrast.Steps.Count);
    }

    [Theory]
    [InlineData("A {\"x\":\"\\ud800\",\"Currency\":\"TON\"}")]
    [InlineData("A {\"\\ud800\":1,\"Currency\":\"TON\"}")]
    public void AValueThatNoTextCanHoldIsPassedOver(string journey) => Assert.Equal(
        ["Currency is TON at A; of the others it is STARS"],
        JourneyComparer.Compare(Journeys.Of(journey), [Journeys.Of(journey.Replace("TON", "STARS", StringComparison.Ordinal))])
            .Differences.Select(d => d.Message));

    [Fact]
    public void TwoThatAreAlikeDoNotDiffer()
    {
        var contrast = JourneyComparer.Compare(Well[1], [Well[0], .. Well[2..]]);

        Assert.Empty(contrast.Differences);
        Assert.Null(contrast.First);
    }

    [Fact]
    public void BesideASingleOtherEveryPropertyCounts() => Assert.Equal(
        ["PaymentId is TE11 at Price; of the others it is TE10"],
        JourneyComparer.Compare(Well[1], [Well[0]]).Differences.Select(d => d.Message));

    [Fact]
    public void EmptyJourneysAndMetadataThatIsNoJsonAreCompared()
    {
        Assert.Empty(JourneyComparer.Compare(Journeys.Of(""), [Journeys.Of("")]).Differences);
        Assert.NotNull(JourneyComparer.Compare(Journeys.Of("A {broken", metadata: "[1"), [Journeys.Of("A {}", metadata: "{\"a\":1}")]));
        Assert.Equal("the other went on with A; this one did not", JourneyComparer.Compare(Journeys.Of(""), [Journeys.Of("A")]).First!.Message);
    }
}
