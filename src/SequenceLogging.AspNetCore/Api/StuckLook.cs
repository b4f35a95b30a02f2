using Microsoft.Extensions.Logging;
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
    private Task _look = Task.CompletedTask;
    private StuckSummary? _last;
    private long? _endedAt;
    private TimeSpan _took;

    /// <summary>What the last look found; null while there was none that came to its end.</summary>
    public async ValueTask<StuckSummary?> GetAsync(CancellationToken cancellationToken)
    {
        Task look;
        lock (_lock)
        {
            var rest = _took * RestForEachLook > options.StuckServesFor ? _took * RestForEachLook : options.StuckServesFor;
            if (_look.IsCompleted && (_endedAt is not { } ended || source.Time.GetElapsedTime(ended) >= rest))
            {
                _look = Task.Run(LookAsync, CancellationToken.None);
            }

            look = _look;
        }

        await Task.WhenAny(look, Task.Delay(Patience, source.Time, cancellationToken)).ConfigureAwait(false);
        lock (_lock)
        {
            return _last;
        }
    }

    private async Task LookAsync()
    {
        var (now, start) = (source.Time.GetUtcNow(), source.Time.GetTimestamp());
        StuckSummary? summary = null;
        try
        {
            using var limit = new CancellationTokenSource(Longest, source.Time);
            var found = await source.Analysis.FindStuckAsync(options.Stuck, limit.Token).ConfigureAwait(false);
            summary = new StuckSummary(now, found.Count, [.. found.Take(MostTold)]);
        }
#pragma warning disable CA1031 // whatever a store throws: nobody waits for this task, so it is told here or nowhere
        catch (Exception e)
#pragma warning restore CA1031
        {
            source.Logger.LogWarning(e, "Stuck journeys could not be looked for; the overview shows what was found before, and it is tried again later");
        }

        lock (_lock)
        {
            (_last, _endedAt, _took) = (summary ?? _last, source.Time.GetTimestamp(), source.Time.GetElapsedTime(start));
        }
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
