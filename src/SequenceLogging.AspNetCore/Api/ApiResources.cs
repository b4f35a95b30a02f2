namespace SequenceLogging.AspNetCore.Api;

/// <summary>All addresses of the API.</summary>
internal static class ApiResources
{
    public const string Root = "api/v1/";

    public static IReadOnlyList<ApiResource> All { get; } =
    [
        Sequences.Many, Sequences.One, Flows.Graph, Components.Report, Troubles.Stuck, Troubles.Failed, Troubles.Health, Statistics.Totals,
    ];
}
