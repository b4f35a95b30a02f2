using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Insight;

public class StuckJudgeTests
{
    private static readonly TimeSpan Long = new(3, 12, 40);

    [Fact]
    public void ItSaysInWordsWhatAJourneyWaitsForAndHowLongOthersDid()
    {
        var stuck = Waiting.Judge(Waiting.Payments).Judge(Waiting.Journey(Long), Waiting.Now)!;

        Assert.Equal(
            "waiting for Payment_Step_2_PaymentDetected for 3 h 12 min; 97 % of 1,204 earlier ones took under 4 min; "
            + "last event: Payment_Step_1_ProcessTON, \"12.5 TON\"",
            stuck.Message);
        Assert.Equal((Waiting.To, Long.TotalSeconds, 1_204L), (stuck.WaitingFor, stuck.WaitedSeconds, stuck.Sample));
        Assert.InRange(stuck.UsualP95Seconds, 197, 203);
    }

    [Theory]
    [InlineData(0, 8, false)]
    [InlineData(0, 12, true)]
    [InlineData(20, 15, false)]
    public void AWaitIsTooLongBeyondThreeTimesTheUsualAndNeverBelowTheLeast(int leastMinutes, int idleMinutes, bool isStuck)
    {
        var judge = Waiting.Judge(Waiting.Payments, r => r.LeastWait = TimeSpan.FromMinutes(leastMinutes));

        Assert.Equal(isStuck, judge.Judge(Waiting.Journey(TimeSpan.FromMinutes(idleMinutes)), Waiting.Now) is not null);
    }

    [Fact]
    public void WhatHasEndedOrFailedIsNotStuck() =>
        Assert.All(
            [SequenceStatus.Completed, SequenceStatus.Failed, SequenceStatus.Abandoned],
            status => Assert.Null(Waiting.Judge(Waiting.Payments).Judge(Waiting.Journey(Long) with { Status = status }, Waiting.Now)));

    [Fact]
    public void WithFewEarlierOnesNothingIsKnown() =>
        Assert.Null(Waiting.Judge(Waiting.Payments, r => r.LeastSample = 1_205).Judge(Waiting.Journey(Long), Waiting.Now));

    [Fact]
    public void WhereMostPeopleLeaveNobodyIsStuck()
    {
        var many = Waiting.Payments with { Steps = [Waiting.Made(Waiting.From, 2_000), Waiting.Made(Waiting.From, 2_000, 202506)] };

        Assert.Null(Waiting.Judge(many).Judge(Waiting.Journey(Long), Waiting.Now));
        Assert.NotNull(Waiting.Judge(many, r => r.LeastShareGoingOn = 0.3).Judge(Waiting.Journey(Long), Waiting.Now));
    }

    [Fact]
    public void AStepThatIsMadeAgainIsNoGoingOn()
    {
        var polling = Waiting.Payments with
        {
            Steps = [Waiting.Made(Waiting.From, 50_000)],
            Transitions = [.. Waiting.Payments.Transitions, Waiting.Pair(Waiting.From, Waiting.From, (48_700, TimeSpan.FromSeconds(10)))],
        };

        Assert.Equal(1_204, Waiting.Judge(polling).Judge(Waiting.Journey(Long), Waiting.Now)!.Sample);
    }

    [Fact]
    public void WhereTheWayForksTheWordsSayHowManyGoThere()
    {
        var forks = Waiting.Payments with
        {
            Transitions = [.. Waiting.Payments.Transitions, Waiting.Pair(Waiting.From, "Payment_Step_9_Card", (796, TimeSpan.FromMinutes(3)))],
            Steps = [Waiting.Made(Waiting.From, 2_000)],
        };

        Assert.StartsWith(
            "waiting for Payment_Step_2_PaymentDetected (where 60% go) for 3 h 12 min;",
            Waiting.Judge(forks).Judge(Waiting.Journey(Long), Waiting.Now)!.Message);
    }

    [Fact]
    public void ForgottenOnesArePassedOver() =>
        Assert.Null(Waiting.Judge(Waiting.Payments).Judge(Waiting.Journey(TimeSpan.FromDays(31)), Waiting.Now));

    [Fact]
    public void TheLastEventMayBeALinkOrAnError()
    {
        var journey = Waiting.Journey(Long);
        var at = Waiting.Now - TimeSpan.FromHours(2);
        var linked = journey with
        {
            UpdatedAt = at,
            Links = [new SequenceLink { Component = "ads", EntityType = "ad", EntityId = "87", LastSeen = at }],
        };
        var failing = linked with { Errors = [new SequenceError { Timestamp = at.AddMinutes(1), Message = "no answer\nat line 1" }] };

        Assert.EndsWith("last event: link to ads:ad:87", Waiting.Judge(Waiting.Payments).Judge(linked, Waiting.Now)!.Message);
        Assert.EndsWith("last event: error, \"no answer\"", Waiting.Judge(Waiting.Payments).Judge(failing, Waiting.Now)!.Message);
    }

    [Fact]
    public void NothingIsLearnedFromNothing()
    {
        var judge = Waiting.Judge(new StepStatistics([], []));

        Assert.Null(judge.Judge(Waiting.Journey(Long), Waiting.Now));
        Assert.Null(judge.Judge(new SequenceDetails { SequenceId = RunningLog.Id }, Waiting.Now));
    }

    [Fact]
    public void WrongRulesAreAllNamed()
    {
        var errors = new StuckRules { Factor = 0.5, LeastSample = 0, MostFound = 0, Months = 0, LeastShareGoingOn = 2, MostWait = default }.Validate();

        Assert.Equal(
            ["LeastSample", "Factor", "LeastShareGoingOn", "MostWait", "Months", "MostFound"], errors.Select(e => e.Split(' ')[0]));
        Assert.Empty(new StuckRules().Validate());
    }

    [Theory]
    [InlineData(0, "0 s", "1 s")]
    [InlineData(59, "59 s", "60 s")]
    [InlineData(61, "1 min 1 s", "2 min")]
    [InlineData(720, "12 min", "15 min")]
    [InlineData(7_200, "2 h", "2 h")]
    [InlineData(266_400, "3 d 2 h", "4 d")]
    public void WaitsAreSaidShortAndRoundedUp(int seconds, string said, string bound)
    {
        var wait = TimeSpan.FromSeconds(seconds);

        Assert.Equal(said, WaitText.Of(wait));
        Assert.Equal(bound == "60 s" ? "1 min" : bound, WaitText.Of(WaitText.RoundUp(wait)));
    }
}
