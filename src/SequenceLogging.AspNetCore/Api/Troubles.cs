using SequenceLogging.Insight;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Insight.Health;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>What goes wrong: stuck and failed journeys, and the health of all of them in words.</summary>
internal static class Troubles
{
    private static readonly ApiParameter<string?> Flow = Parameters.Text("flow", "Behind a step of this flow, as Payment.");

    private static readonly ApiParameter<int?> Days = Parameters.Number(
        "days", "The days that are looked at, today the last of them; as many before are compared.", 1, 90);

    public static ApiResource Stuck { get; } = new(
        "stuck", "Open journeys that wait for longer than others did at the same place, the shortest wait first.",
        typeof(IReadOnlyList<StuckSequence>), FindStuckAsync)
    {
        Parameters = [Flow, Parameters.Limit],
        IsShared = true,
    };

    public static ApiResource Failed { get; } = new(
        "failed", "Journeys that failed, newest first, and why each did.", typeof(IReadOnlyList<FailedSequence>), FindFailedAsync)
    {
        Parameters = SequenceFilters.Paged,
    };

    public static ApiResource Health { get; } = new(
        "health", "What is lost, fails more than before, is stuck, slow or silent, in words.", typeof(HealthAnswer), ReportAsync)
    {
        Parameters = [Days],
        IsShared = true,
    };

    private static async ValueTask<ApiAnswer> FindStuckAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var flow = request.Get(Flow);
        var found = await request.Analysis.FindStuckAsync(request.Options.Stuck, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StuckSequence> stuck =
            [.. found.Where(s => flow is null || s.CurrentStep.Flow == flow).Take(request.Get(Parameters.Limit) ?? 20)];
        return ApiAnswer.Json(stuck, JourneyJson.OnOneLine.IReadOnlyListStuckSequence);
    }

    private static async ValueTask<ApiAnswer> FindFailedAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var query = SequenceFilters.Read(request);
        var failed = await request.Analysis.FindFailedAsync(query, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(failed, JourneyJson.OnOneLine.IReadOnlyListFailedSequence) with
        {
            Next = failed.Count == query.Limit ? (Parameters.Before.Name, failed[^1].SequenceId.ToString()) : null,
        };
    }

    private static async ValueTask<ApiAnswer> ReportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var usual = request.Options.Health;
        var rules = new HealthRules
        {
            Days = request.Get(Days) ?? usual.Days,
            LeastSample = usual.LeastSample,
            Deviations = usual.Deviations,
            SlowFactor = usual.SlowFactor,
            LeastSlow = usual.LeastSlow,
        };
        var report = await request.Analysis.GetHealthAsync(rules, request.Options.Stuck, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(HealthAnswer.Of(report), JourneyJson.OnOneLine.HealthAnswer);
    }
}
