using SequenceLogging.AspNetCore.Api.Searching;
using SequenceLogging.AspNetCore.Dashboard;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>All addresses of the API that answer one question at a time.</summary>
internal static class ApiResources
{
    public const string Root = "api/v1/";

    public static IReadOnlyList<ApiResource> Of(JourneySource source, SequenceDashboardOptions options)
    {
        var words = new KnownWords(source);
        var funnels = new Funnels(words);
        return
        [
            new Overview(source, options).Resource,
            Sequences.Many, new SearchBox(words).Resource, Sequences.One, Journeys.Report, Journeys.Twin, Journeys.Export,
            Flows.Graph, Flows.Opened, Flows.Names(words),
            Variants.Report, Variants.Opened,
            funnels.Report, funnels.Opened,
            Components.Report, Components.Errors,
            Troubles.Stuck, Troubles.Failed, Troubles.Health,
            Statistics.Totals,
            new StoreCondition(source).Summary, StoreCondition.Rejected, StoreCondition.Examination,
        ];
    }
}
