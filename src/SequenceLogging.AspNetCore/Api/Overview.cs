using System.Text.Json.Serialization;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Delivery;
using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>All that the first page shows, in one answer that costs the same at ten million steps as at ten.</summary>
internal sealed class Overview(JourneySource source, SequenceDashboardOptions options)
{
    private const int Hours = 24, PaceMinutes = 10;

    private readonly Beginnings _beginnings = new(() => source.Reader);
    private readonly StuckLook _stuck = new(source, options);

    public ApiResource Resource => new(
        "overview", "Journeys now and by the hour, outcomes, failures by component, what is stuck and why, what was delivered and lost.",
        typeof(OverviewAnswer), async (request, cancellationToken) => ApiAnswer.Json(
            await ReadAsync(request, cancellationToken).ConfigureAwait(false), AnswerJson.Readable.OverviewAnswer))
    {
        IsShared = true,
    };

    private async ValueTask<OverviewAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var now = request.Now;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var statistics = await Statistics.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var counts = await request.Reader.GetDailyStatisticsAsync(today, today, cancellationToken).ConfigureAwait(false);
        var days = counts.ToLookup(c => c.Step.Component);
        return new OverviewAnswer
        {
            Now = now,
            Store = source.Name,
            Sequences = statistics.Sequences,
            Steps = statistics.Steps,
            Hours = await _beginnings.InHoursAsync(Hours, now, cancellationToken).ConfigureAwait(false),
            PerMinute = await _beginnings.SinceAsync(now.AddMinutes(-PaceMinutes), now, cancellationToken).ConfigureAwait(false) / (double)PaceMinutes,
            Components =
            [
                .. statistics.Components.Select(c => new ComponentToday(
                    c,
                    days[c.Component].Sum(d => d.Count),
                    days[c.Component].Where(d => d.Status is StepStatus.Failed).Sum(d => d.Count))),
            ],
            Stuck = await _stuck.GetAsync(cancellationToken).ConfigureAwait(false),
            Delivery = statistics.Delivery,
            DeliveryHealth = source.Log?.Health,
            Recent = statistics.Recent,
            LastPosition = await request.Reader.GetLastPositionAsync(cancellationToken).ConfigureAwait(false),
        };
    }
}

/// <summary>The first page.</summary>
internal sealed record OverviewAnswer
{
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public required DateTimeOffset Now { get; init; }

    /// <summary>What people call the store.</summary>
    public string? Store { get; init; }

    public required SequenceTotals Sequences { get; init; }

    public required StepTotals Steps { get; init; }

    /// <summary>Ids issued in each of the last 24 hours; the last one is the hour that is not over.</summary>
    public required IReadOnlyList<HourCount> Hours { get; init; }

    /// <summary>Ids issued per minute, of the last ten minutes.</summary>
    public required double PerMinute { get; init; }

    public required IReadOnlyList<ComponentToday> Components { get; init; }

    /// <summary>What is stuck; null while the first search for that lasts.</summary>
    public StuckSummary? Stuck { get; init; }

    public required DeliveryTotals Delivery { get; init; }

    /// <summary>How the writer of this process fares; null where it has none.</summary>
    public DeliveryHealth? DeliveryHealth { get; init; }

    public required IReadOnlyList<SequenceHeader> Recent { get; init; }

    /// <summary>From where live events go on.</summary>
    public required long LastPosition { get; init; }
}

/// <summary>How a component fares, over all time and today (UTC).</summary>
internal sealed record ComponentToday(string? Component, long TotalSteps, long FailedSteps, double? SuccessRate, double? P95Ms, long TodayTotal, long TodayFailed)
{
    public ComponentToday(ComponentStatistics all, long total, long failed)
        : this(all.Component, all.TotalSteps, all.FailedSteps, all.SuccessRate, all.P95Ms, total, failed)
    {
    }
}
