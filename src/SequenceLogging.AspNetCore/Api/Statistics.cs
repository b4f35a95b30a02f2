using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The totals of the store, with what this process has on its way.</summary>
internal static class Statistics
{
    public static ApiResource Totals { get; } = new(
        "statistics", "Totals, components, counters, and what became of everything that was logged.", typeof(SystemStatistics),
        async (request, cancellationToken) => ApiAnswer.Json(
            await ReadAsync(request, cancellationToken).ConfigureAwait(false), JourneyJson.OnOneLine.SystemStatistics))
    {
        IsShared = true,
    };

    public static async ValueTask<SystemStatistics> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var statistics = await request.Reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);

        // The store knows what has arrived; what is on its way is known here.
        var pending = request.Source.Log?.Delivery.Pending ?? 0;
        var delivery = statistics.Delivery;
        return statistics with { Delivery = delivery with { Emitted = delivery.Emitted + pending, Pending = pending } };
    }
}
