using SequenceLogging.Insight.Conformance;
using SequenceLogging.Journeys;
using SequenceLogging.Summaries;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Tests.Summaries;

public class FlowsInSummariesTests
{
    private static readonly FlowDefinition Payment = FlowDefinition.Create("Payment")
        .OneOf("Payment_Step_1_Ton", "Payment_Step_1_Stars")
        .Step("Payment_Step_2_Detected", within: TimeSpan.FromMinutes(10))
        .Optional("Payment_Step_3_Receipt")
        .Step("Payment_Step_4_Confirm");

    [Fact]
    public async Task AJourneyThatEndsAndDidNotGoAsItsFlowSaysIsAWarningThatSaysWhere()
    {
        var summary = await SummaryOfAsync("Payment_Step_1_Stars", "Payment_Step_2_Detected", "Payment_Step_2_Detected", "Other");

        Assert.Equal(LogEventLevel.Warning, summary.Level);
        Assert.Equal(
            ["repeated Payment_Step_2_Detected", "missing Payment_Step_4_Confirm"],
            ((SequenceValue)summary.Properties["Deviations"]).Elements.Select(e => ((ScalarValue)e).Value));
    }

    [Theory]
    [InlineData("Payment_Step_1_Ton", "Payment_Step_2_Detected", "Payment_Step_4_Confirm")]
    [InlineData("Other")]
    public async Task OneThatDidIsNone(params string[] steps)
    {
        var summary = await SummaryOfAsync(steps);

        Assert.Equal(LogEventLevel.Information, summary.Level);
        Assert.False(summary.Properties.ContainsKey("Deviations"));
    }

    [Fact]
    public void WithoutFlowsNothingIsChecked()
    {
        var journey = new SequenceDetails
        {
            SequenceId = RunningLog.Id, Status = SequenceStatus.Completed, CompletedAt = DateTimeOffset.UnixEpoch,
            Steps = [new SequenceStep { Order = 1, StepName = new StepName("Payment_Step_4_Confirm") }],
        };

        Assert.Empty(JourneySummary.OfEnded(journey)!.Deviations);
        Assert.Equal(
            ["skipped Payment_Step_1_Ton | Payment_Step_1_Stars", "skipped Payment_Step_2_Detected"],
            JourneySummary.OfEnded(journey, [Payment])!.Deviations);
    }

    private static async Task<LogEvent> SummaryOfAsync(params string[] steps)
    {
        var collected = new CollectingSink();
        await using var sequences = SequenceLog.Open(new SequenceLogOptions().UseInMemory());
        await using var logger = new LoggerConfiguration()
            .Enrich.WithSequence().WriteTo.Sequences(sequences).WriteTo.Sink(collected).CreateLogger();
        await using (sequences.WriteSummariesTo(logger, o => o.Flows.Add(Payment)))
        {
            using var scope = sequences.Begin(1);
            foreach (var step in steps)
            {
                logger.Information("{StepName}", step);
            }

            scope.Complete();
        }

        return Assert.Single(collected.Events, e => e.Properties.ContainsKey(SummaryEvent.EventKind));
    }
}
