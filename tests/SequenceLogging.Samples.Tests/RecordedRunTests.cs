using System.Text.Json;
using SequenceLogging.Journeys;

namespace SequenceLogging.Samples.Tests;

public class RecordedRunTests(RecordedRun run) : IClassFixture<RecordedRun>
{
    private const long Ann = 566158428;
    private const long Boris = 710244031;
    private const long Carla = 120398554;
    private const long Dima = 899001175;

    private static readonly string[] ToThePrice =
    [
        "User_Flow_1_Start", "User_Flow_2_LanguageSelect", "User_Flow_3_MainMenu",
        "CreateAd_Step_1_Start", "CreateAd_Step_2_UploadContent", "CreateAd_Step_3_SelectChannels",
        "CreateAd_Step_4_SelectDuration", "CreateAd_Step_5_PricingCalculation", "CreateAd_Step_6_CalculatePrice",
    ];

    private static readonly string[] Paying =
    [
        "CreateAd_Step_7_PaymentMethod",
        "Payment_Step_1_ProcessTON", "Payment_Step_2_PaymentDetected", "Payment_Step_3_PaymentVerified",
    ];

    private static readonly string[] Running =
    [
        "Payment_Step_4_PaymentConfirmed",
        "Campaign_Step_1_CreateCampaign", "Campaign_Step_2_PostIdentity", "Campaign_Step_3_SchedulePosts",
        "Campaign_Step_4_CampaignActive",
    ];

    private static readonly string[] Publishing =
        ["Publish_Step_1_SendToChannel", "Publish_Step_2_Published", "Publish_Step_3_Verified"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> AllSteps => [.. ToThePrice, .. Paying, .. Running, .. Publishing];

    [Fact]
    public async Task TheRunEndsWellAndEverythingArrives()
    {
        var statistics = await run.Sequences.GetSystemStatisticsAsync(Token);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((4, 2, 1, 0, 1), (statistics.Sequences.Total, statistics.Sequences.Completed,
            statistics.Sequences.Active, statistics.Sequences.Failed, statistics.Sequences.Abandoned));
        Assert.Equal(21, statistics.Steps.Names);
        Assert.Equal(1, statistics.Steps.Failed);
        Assert.Equal((0, 0, 0), (statistics.Delivery.Rejected, statistics.Delivery.Dropped, statistics.Delivery.Pending));
        Assert.Equal(statistics.Delivery.Emitted, statistics.Delivery.Stored);
    }

    [Theory]
    [MemberData(nameof(AllSteps))]
    public async Task EveryStepIsThere(string name) =>
        Assert.NotEmpty(await run.Sequences.FindSequencesAsync(new SequenceQuery { StepName = name }, Token));

    [Theory]
    [InlineData("ads:87", "ads:ad:87")]
    [InlineData("payments:TE5768", "payments:ton_payment:TE5768")]
    [InlineData("campaigns:CAM-2025-07-TEST", "campaigns:campaign:CAM-2025-07-TEST")]
    [InlineData("post_identity:POST-87", "post_identity:post:POST-87")]
    [InlineData("published_messages:@i3lani:12345", "published_messages:message:@i3lani:12345")]
    public async Task EveryLinkIsFoundWithItsTypeAndWithout(string withoutType, string whole)
    {
        var journey = await run.JourneyOfAsync(whole);

        Assert.Equal(Ann, journey.UserId);
        Assert.Equal(journey.SequenceId, (await run.JourneyOfAsync(withoutType)).SequenceId);
        Assert.Contains(whole, journey.Links.Select(l => l.ToString()));
    }

    [Fact]
    public async Task AChannelIsLinkedToAllWhoChoseIt()
    {
        var found = await run.Sequences.FindSequencesByComponentAsync(ComponentQuery.Parse("channels:channel:@i3lani"), cancellationToken: Token);

        Assert.Equal(new HashSet<long> { Ann, Carla }, found.Select(s => s.UserId!.Value.Number!.Value).ToHashSet());
    }

    [Fact]
    public async Task TheJourneyOfThePaymentIsInOrderOverAllServices()
    {
        var journey = await run.JourneyOfAsync("payments:TE5768");

        Assert.Equal(
            [.. ToThePrice, .. Paying, "Payment_Step_3_PaymentVerified", .. Running, .. Publishing, .. Publishing],
            Names(journey));
        Assert.Equal(Enumerable.Range(1, journey.StepCount), journey.Steps.Select(s => s.Order));
        Assert.Equal(("ann_bakes", "en"), (journey.Username, journey.Language));
    }

    [Fact]
    public async Task ThePaymentFailsAndIsRetriedInTheSameJourney()
    {
        var journey = await run.JourneyOfAsync("payments:TE5768");

        var verified = journey.Steps.Where(s => s.StepName == "Payment_Step_3_PaymentVerified").ToArray();
        Assert.Equal([StepStatus.Failed, StepStatus.Completed], verified.Select(s => s.Status));
        Assert.Contains(nameof(TimeoutException), verified[0].Error);
        Assert.Equal(verified[0].Order, Assert.Single(journey.Errors).Order);
        Assert.Equal(SequenceStatus.Completed, journey.Status);
    }

    [Fact]
    public async Task TheOtherPayerHasAJourneyOfHisOwn()
    {
        var journey = await run.JourneyOfUserAsync(Boris);

        Assert.Equal([.. ToThePrice, .. Paying, .. Running, .. Publishing], Names(journey));
        Assert.Equal(
            [
                "ads:ad:95", "channels:channel:@coffee_today", "payments:ton_payment:TE5776",
                "campaigns:campaign:CAM-2025-07-COFFEE", "post_identity:post:POST-95",
                "published_messages:message:@coffee_today:501",
            ],
            journey.Links.Select(l => l.ToString()));
        Assert.Empty(journey.Errors);
        Assert.Equal(SequenceStatus.Completed, journey.Status);
    }

    [Fact]
    public async Task WhoLeavesHalfWayStaysActiveWhereHeLeft()
    {
        var journey = await run.JourneyOfUserAsync(Carla);

        Assert.Equal(ToThePrice, Names(journey));
        Assert.Equal(SequenceStatus.Active, journey.Status);
        Assert.Null(journey.CompletedAt);
        Assert.Equal("CreateAd_Step_6_CalculatePrice", journey.CurrentStep?.Value);
    }

    [Fact]
    public async Task WhoCancelsHasAbandonedHisJourney()
    {
        var journey = await run.JourneyOfUserAsync(Dima);

        Assert.Equal(ToThePrice[..4], Names(journey));
        Assert.Equal(SequenceStatus.Abandoned, journey.Status);
    }

    [Fact]
    public async Task TheUpdateThatIsDeliveredTwiceMakesOneStep()
    {
        using var recording = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "updates.json"), Token));
        var twice = recording.RootElement.GetProperty("result").EnumerateArray()
            .GroupBy(u => u.GetProperty("update_id").GetInt64()).Single(g => g.Count() == 2).First().GetProperty("message");
        Assert.Equal((Ann, 87), (twice.GetProperty("from").GetProperty("id").GetInt64(), twice.GetProperty("message_id").GetInt64()));

        var names = Names(await run.JourneyOfUserAsync(Ann));

        Assert.Single(names, "CreateAd_Step_2_UploadContent");
        Assert.Contains("was delivered again", run.Output);
    }

    [Fact]
    public async Task ThePropertiesOfAStepAreKept()
    {
        var journey = await run.JourneyOfUserAsync(Ann);

        var price = journey.Steps.Single(s => s.StepName == "CreateAd_Step_6_CalculatePrice");
        using var metadata = JsonDocument.Parse(price.Metadata!);
        Assert.Equal(12.5m, metadata.RootElement.GetProperty("Price").GetDecimal());
        Assert.Equal("TON", metadata.RootElement.GetProperty("Currency").GetString());
        Assert.Equal(("CreateAd", "CreateAd"), (price.Flow, price.Component));
        Assert.All(
            journey.Steps.Where(s => s.StepName == "Publish_Step_2_Published"),
            s => Assert.InRange(s.DurationMs!.Value, 1, 10_000));
    }

    [Fact]
    public void TheIdIsInTheLogFileOnEveryLineOfAJourney()
    {
        var steps = run.LogFile.Split('\n').Where(line => line.Contains("_Step_") || line.Contains("_Flow_")).ToArray();

        // The failed verification is logged outside of any scope: its id comes from the exception.
        Assert.Contains(steps, line => line.Contains(" ERR "));
        Assert.All(steps, line => Assert.Matches(@" (DBG|INF|ERR) SEQ-\d{4}-\d{2}-\d{5} ", line));
    }

    [Fact]
    public void NothingThatUsersWriteIsAStep() =>
        Assert.DoesNotContain("Warm bread", run.Output);

    [Fact]
    public async Task TheOutputEndsWithAJourneyTheNumbersAndWhatToTypeNext()
    {
        var journey = await run.JourneyOfUserAsync(Ann);

        Assert.Contains($"{journey.SequenceId} of ann_bakes (566158428) is completed: 25 steps in ", run.Output);
        Assert.Contains("✗ Payment_Step_3_PaymentVerified failed, attempt 1: the node did not answer in time", run.Output);
        Assert.Contains("4 sequences: 2 completed, 1 active, 0 failed, 1 abandoned", run.Output);
        Assert.Contains(
            $"dotnet run --project src/SequenceLogging.Cli -- show {journey.SequenceId} --store {run.StorePath}", run.Output);
    }

    private static IEnumerable<string> Names(SequenceDetails journey) => journey.Steps.Select(s => s.StepName.Value);
}
