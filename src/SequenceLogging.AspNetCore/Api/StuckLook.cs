using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>
/// Looks for stuck journeys now and then, beside the questions: it may have to look at many, and nobody's page waits for that.
/// </summary>
internal sealed class StuckLook(JourneySource source, SequenceDashboardOptions options)
{
    private const int MostTold = 20;

    /// <summary>So long a page waits for the first look; in a store of usual size that is enough.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Where a look takes long, it is done less often: a twentieth of a processor is enough for it.</summary>
    private const int RestForEachLook = 20;

    private readonly Lock _lock = new();
    private Task<StuckSummary>? _look;
    private StuckSummary? _last;
    private TimeSpan _took;

    /// <summary>What the last look found; null while the first one lasts.</summary>
    public async ValueTask<StuckSummary?> GetAsync(CancellationToken cancellationToken)
    {
        Task<StuckSummary> look;
        lock (_lock)
        {
            if (_look is { IsCompletedSuccessfully: true } found)
            {
                _last = found.Result;
            }

            var rest = _took * RestForEachLook > options.StuckServesFor ? _took * RestForEachLook : options.StuckServesFor;
            var isDue = _last is null || source.Time.GetUtcNow() - _last.AsOf >= rest;
            if (_look is null || (_look.IsCompleted && isDue))
            {
                _look = Task.Run(LookAsync, CancellationToken.None);
            }

            look = _look;
        }

        await Task.WhenAny(look, Task.Delay(Patience, source.Time, cancellationToken)).ConfigureAwait(false);
        lock (_lock)
        {
            return look.IsCompletedSuccessfully ? _last = look.Result : _last;
        }
    }

    private async Task<StuckSummary> LookAsync()
    {
        using var limit = new CancellationTokenSource(Longest, source.Time);
        var now = source.Time.GetUtcNow();
        var start = source.Time.GetTimestamp();
        var found = await source.Analysis.FindStuckAsync(options.Stuck, limit.Token).ConfigureAwait(false);
        lock (_lock)
        {
            _took = source.Time.GetElapsedTime(start);
        }

        return new StuckSummary(now, found.Count, [.. found.Take(MostTold)]);
    }
}

/// <summary>What is stuck.</summary>
/// <param name="AsOf">When that was looked for.</param>
/// <param name="Count">How many are.</param>
/// <param name="Items">Those that began to wait last.</param>
internal sealed record StuckSummary(
    [property: System.Text.Json.Serialization.JsonConverter(typeof(UtcTimeJsonConverter))] DateTimeOffset AsOf,
    int Count,
    IReadOnlyList<StuckSequence> Items);
