using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>A journey with all that its page draws: what is usual beside what was, why it is stuck, its twin, and where else to look.</summary>
internal static class JourneyPage
{
    private const string Writer = "the dashboard";
    private const int Months = 6, RejectedLookedAt = 2_000, RejectedPage = 500;

    private static readonly ApiParameter<SequenceId?> Other = new(
        "other", "The one to compare it with. Default is the most similar one that was completed.", text => SequenceId.Parse(text));

    private static readonly ApiParameter<string?> Format = Parameters.Word(
        "format", "html (one page that opens anywhere), json, or markdown (a card for a ticket).", "html", "json", "markdown") with { IsRequired = true };

    public static ApiResource Report { get; } = new(
        "sequences/{id}/report", "One journey as its page draws it, with what is usual beside what was.", typeof(JourneyAnswer), ReportAsync)
    {
        Parameters = [Parameters.Id],
    };

    public static ApiResource Twin { get; } = new(
        "sequences/{id}/twin", "A journey beside one that ended well, and where it first left its way.", typeof(TwinAnswer), CompareAsync)
    {
        Parameters = [Parameters.Id, Other],
    };

    public static ApiResource Export { get; } = new(
        "sequences/{id}/export", "A journey as a file to keep or to send.", typeof(SequenceDetails), ExportAsync)
    {
        Parameters = [Parameters.Id, Format],
    };

    private static async ValueTask<ApiAnswer> ReportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var journey = await Sequences.JourneyAsync(request, cancellationToken).ConfigureAwait(false);
        var usual = await request.Reader.GetStepStatisticsAsync(
            MonthOf(Back(journey.CreatedAt)), MonthOf(journey.UpdatedAt), cancellationToken).ConfigureAwait(false);
        var (rejected, isMore) = await CountRejectedAsync(request, journey.SequenceId, cancellationToken).ConfigureAwait(false);
        var traces = journey.Steps.Select(s => s.TraceId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return ApiAnswer.Json(
            new JourneyAnswer
            {
                Journey = journey,
                Moments = Moments(JourneyReport.Of(journey, usual, request.Now), usual),
                Stuck = new StuckJudge(StepWaits.Learn(usual), request.Options.Stuck).Judge(journey, request.Now)?.Message,
                Now = request.Now,
                Rejected = rejected,
                RejectedIsMore = isMore,
                Seq = Links(request.Options, journey),
                TraceIds = traces,
                TraceUrls = request.Options.TraceLink is { } link
                    ? traces.ToDictionary(t => t, t => Address(link(t)), StringComparer.Ordinal)
                    : null,
            },
            AnswerJson.Readable.JourneyAnswer);
    }

    private static List<MomentAnswer> Moments(JourneyReport report, StepStatistics usual)
    {
        var waits = new Dictionary<(string, string), DurationHistogram>();
        foreach (var way in usual.Transitions)
        {
            Merge(waits, (way.From.Name, way.To.Name), way.Waits);
        }

        var durations = new Dictionary<string, DurationHistogram>(StringComparer.Ordinal);
        foreach (var step in usual.Steps)
        {
            Merge(durations, step.Step.Name, step.Durations);
        }

        var remarks = report.Remarks.ToLookup(r => r.Order, r => r.Text);
        var moments = new List<MomentAnswer>();
        var last = report.Journey.CreatedAt;
        SequenceStep? before = null;
        foreach (var moment in JourneyMoment.AllOf(report.Journey))
        {
            var step = (moment as StepMoment)?.Step;
            moments.Add(new MomentAnswer(EventRow.Of(report.Journey, moment))
            {
                WaitMs = moment is BeginMoment ? null : (moment.At - last).TotalMilliseconds,
                UsualWaitMs = step is not null && before is not null
                    ? UsualTime.Of(waits.GetValueOrDefault((before.StepName.Value, step.StepName.Value)))
                    : null,
                UsualDurationMs = step is not null ? UsualTime.Of(durations.GetValueOrDefault(step.StepName.Value)) : null,
                Remarks = step is not null ? [.. remarks[step.Order]] : [],
            });
            (last, before) = (moment.At, step ?? before);
        }

        return moments;
    }

    private static void Merge<TKey>(Dictionary<TKey, DurationHistogram> all, TKey key, DurationHistogram more)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var histogram))
        {
            all[key] = histogram = new DurationHistogram();
        }

        histogram.Add(more);
    }

    /// <summary>A store has no question for one journey's rejected events: the newest of all are looked at.</summary>
    private static async ValueTask<(int Count, bool IsMore)> CountRejectedAsync(ApiRequest request, SequenceId id, CancellationToken cancellationToken)
    {
        var (count, looked) = (0, 0);
        long? before = null;
        while (looked < RejectedLookedAt)
        {
            var page = await request.Reader.ReadRejectedAsync(before, RejectedPage, cancellationToken).ConfigureAwait(false);
            count += page.Count(r => r.SequenceId == id);
            if (page.Count < RejectedPage)
            {
                return (count, false);
            }

            (looked, before) = (looked + page.Count, page[^1].Id);
        }

        return (count, true);
    }

    private static LogLinks? Links(SequenceDashboardOptions options, SequenceDetails journey) => (options.JourneyLink, options.StepLink) is (null, null)
        ? null
        : new LogLinks(
            options.JourneyLink is { } journeyLink ? Address(journeyLink(journey.SequenceId)) : null,
            options.StepLink is { } stepLink
                ? journey.Steps.ToDictionary(s => s.Order, s => Address(stepLink(journey.SequenceId, s.StepName)))
                : []);

    /// <summary>Only what leads to a page: an address that runs as a script is none.</summary>
    private static string? Address(Uri uri) =>
        uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri.AbsoluteUri : null;

    private static async ValueTask<ApiAnswer> CompareAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var journey = await Sequences.JourneyAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var contrast = request.Get(Other) is { } other
                ? await request.Analysis.CompareAsync(journey.SequenceId, other, cancellationToken).ConfigureAwait(false)
                : await request.Analysis.CompareAsync(journey.SequenceId, cancellationToken).ConfigureAwait(false)
                    ?? throw ApiProblem.NotFound(
                        $"No completed journey has a step in common with {journey.SequenceId}. Name one with {Other.Name}.");
            return ApiAnswer.Json(new TwinAnswer(ContrastAnswer.Of(contrast), contrast.Other), AnswerJson.Readable.TwinAnswer);
        }
        catch (KeyNotFoundException e)
        {
            throw ApiProblem.NotFound(e.Message);
        }
    }

    private static async ValueTask<ApiAnswer> ExportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var format = request.Get(Format);
        var journey = await Sequences.JourneyAsync(request, cancellationToken).ConfigureAwait(false);
        if (format == "json")
        {
            return ApiAnswer.Json(journey, JourneyJson.Indented.SequenceDetails) with { FileName = journey.SequenceId + ".json" };
        }

        var report = await JourneyReport.ReadAsync(request.Reader, journey, request.Now, cancellationToken).ConfigureAwait(false);
        return format == "markdown"
            ? new ApiAnswer(System.Text.Encoding.UTF8.GetBytes(JourneyMarkdown.Of(report, Writer)), "text/markdown; charset=utf-8")
            {
                FileName = journey.SequenceId + ".md",
            }
            : new ApiAnswer(System.Text.Encoding.UTF8.GetBytes(JourneyHtml.Of(report, Writer)), "text/html; charset=utf-8")
            {
                FileName = journey.SequenceId + ".html",
            };
    }

    private static DateTimeOffset Back(DateTimeOffset time) => time.Year > 1 ? time.AddMonths(1 - Months) : time;

    private static int MonthOf(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;
}

/// <summary>A journey as its page draws it.</summary>
internal sealed record JourneyAnswer
{
    public required SequenceDetails Journey { get; init; }

    /// <summary>All that happened, from its beginning.</summary>
    public required IReadOnlyList<MomentAnswer> Moments { get; init; }

    /// <summary>Why it is stuck; null where it is not.</summary>
    public string? Stuck { get; init; }

    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public required DateTimeOffset Now { get; init; }

    /// <summary>How many of its events were rejected, of those that were looked at.</summary>
    public int Rejected { get; init; }

    /// <summary>Whether there are rejected events that were not looked at.</summary>
    public bool RejectedIsMore { get; init; }

    /// <summary>Where it stands in a log viewer; null where the application names none.</summary>
    public LogLinks? Seq { get; init; }

    public IReadOnlyList<string> TraceIds { get; init; } = [];

    /// <summary>Where the traces stand; null where the application names no viewer.</summary>
    public IReadOnlyDictionary<string, string?>? TraceUrls { get; init; }
}

/// <summary>Something that happened, with what is usual.</summary>
[method: SetsRequiredMembers]
internal sealed record MomentAnswer(EventRow Event) : EventRow(Event)
{
    [JsonIgnore]
    public EventRow Event { get; init; } = Event;

    /// <summary>How long after what was before it; null for the beginning.</summary>
    public double? WaitMs { get; init; }

    /// <summary>How long others took from the step before to this one; null where that is not known.</summary>
    public UsualTime? UsualWaitMs { get; init; }

    /// <summary>How long the step took others; null where that is not known.</summary>
    public UsualTime? UsualDurationMs { get; init; }

    /// <summary>What is unusual at it, in words.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>How long something usually takes, in milliseconds.</summary>
/// <param name="P50">Half took no longer.</param>
/// <param name="P95">95 % took no longer.</param>
/// <param name="Count">How many there were.</param>
internal sealed record UsualTime(double P50, double P95, long Count)
{
    public static UsualTime? Of(DurationHistogram? times) =>
        times is { Count: > 0 } ? new UsualTime(times.Quantile(0.5) ?? 0, times.Quantile(0.95) ?? 0, times.Count) : null;
}

/// <summary>Where a journey stands in a log viewer.</summary>
/// <param name="Journey">All its events.</param>
/// <param name="Steps">Those of its steps, by their order.</param>
internal sealed record LogLinks(string? Journey, IReadOnlyDictionary<int, string?> Steps);

/// <summary>A journey beside another, with the whole other.</summary>
internal sealed record TwinAnswer(
    SequenceId SequenceId,
    SequenceId Other,
    int Peers,
    ContrastAnswer.Difference? First,
    IReadOnlyList<ContrastAnswer.Difference> Differences,
    IReadOnlyList<ContrastAnswer.Pair> Steps,
    SequenceDetails OtherJourney)
{
    public TwinAnswer(ContrastAnswer answer, SequenceDetails other)
        : this(answer.SequenceId, answer.Other, answer.Peers, answer.First, answer.Differences, answer.Steps, other)
    {
    }
}
