using SequenceLogging.Insight;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Flows;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Journeys;
using SequenceLogging.Testing;
using Serilog;

namespace SequenceLogging.Cli.Tests.Docs;

/// <summary>The code of <c>docs/analysis.md</c>. That the page has it as it stands here is tested.</summary>
internal static class AnalysisSnippets
{
    public static async Task AskAsync(SequenceLog sequences, DateTimeOffset from, DateTimeOffset to)
    {
        var analysis = sequences.Analysis;                      // or: new JourneyAnalysis(reader, TimeProvider.System)
        var july = new SequenceQuery { CreatedFrom = from, CreatedBefore = to, Language = "en" };

        FlowGraph flow = await analysis.GetFlowAsync();         // all steps ever made: counted as they arrived, nothing is scanned
        FlowGraph some = await analysis.GetFlowAsync(july);     // those of the sequences that fit
        VariantReport ways = await analysis.GetVariantsAsync(july, new VariantOptions { Top = 10 });

        FunnelReport funnel = await analysis.GetFunnelAsync(
            FunnelDefinition.Of("User_Flow_1_Start", "Payment_Step_1_ProcessTON", "Publish_Step_2_Post") with
            {
                Window = TimeSpan.FromDays(1),
                By = FunnelBreakdown.Language,
            },
            july);

        // Every number opens into exactly the sequences that it counts.
        var whoLeft = await analysis.OpenAsync(funnel.Open(FunnelPart.Left, step: 2), limit: 100);

        foreach (var stuck in await analysis.FindStuckAsync())
        {
            Log.Warning("{Stuck} is {Reason}", stuck.SequenceId, stuck.Message);
        }

        Assert.Equal(funnel.All.Steps[1].Left, whoLeft.Count);
        Assert.True(some.Nodes.Count <= flow.Nodes.Count && ways.Variants.Count <= 10);
    }

    public static async Task CheckAsync(SequenceLog sequences, SequenceDetails journey, JourneyAnalysis analysis, SequenceQuery july)
    {
        var payment = FlowDefinition.Create("Payment")
            .OneOf("Payment_Step_1_ProcessTON", "Payment_Step_1_ProcessStars")
            .Step("Payment_Step_2_PaymentDetected", within: TimeSpan.FromMinutes(10))
            .Optional("Payment_Step_3_Receipt")
            .Step("Payment_Step_4_Confirm");

        var report = await analysis.CheckAsync(july, [payment]);              // over many
        var check = payment.Check(journey);                                   // one
        journey.ShouldFollow(payment);                                        // in a test: SequenceLogging.Testing
        sequences.WriteSummariesTo(Log.Logger, o => o.Flows.Add(payment));    // at run time: a warning when one ends otherwise

        Assert.True(check.IsConforming && report.Sequences == report.Conforming);
    }
}
