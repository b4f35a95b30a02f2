using System.Text;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>A journey with all that its page draws: what is usual beside what was, why it is stuck, its twin, and where else to look.</summary>
internal static class JourneyPage
{
    private const string Writer = "the dashboard";
    private const int RejectedLookedAt = 2_000;

    private static readonly ApiParameter<SequenceId?> Other = new(
        "other", "The one to compare it with. Default is the most similar one that was completed.", text => SequenceId.Parse(text));

    private static readonly ApiParameter<string?> Format = Parameters.Word(
        "format", "html (one page that opens anywhere), json, or markdown (a card for a ticket).", "html", "json", "markdown") with { IsRequired = true };

    public static ApiResource Report { get; } = new(
        "sequences/{id}/report", "One journey as its page draws it, with what is usual beside what was.", typeof(JourneyReportAnswer), ReportAsync)
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
        MediaType = "*/*",
    };

    private static async ValueTask<ApiAnswer> ReportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var journey = await Sequences.JourneyAsync(request, cancellationToken).ConfigureAwait(false);
        var report = await JourneyReport.ReadAsync(request.Reader, journey, request.Now, cancellationToken).ConfigureAwait(false);
        var rejected = new RejectedSearch(request.Reader, journey.SequenceId, mostRead: RejectedLookedAt);
        var answer = JourneyReportAnswer.Of(report) with
        {
            Stuck = new StuckJudge(StepWaits.Learn(report.Counted), request.Options.Stuck).Judge(journey, request.Now)?.Message,
            Rejected = await rejected.CountAsync(cancellationToken).ConfigureAwait(false),
            RejectedIsMore = rejected.HasStopped,
            Seq = LogLinks(request.Options, journey),
        };
        return ApiAnswer.Json(
            request.Options.TraceLink is { } link
                ? answer with { TraceUrls = Addresses(answer.TraceIds.Select(t => KeyValuePair.Create(t, link(t)))) }
                : answer,
            JourneyJson.OnOneLine.JourneyReportAnswer);
    }

    private static JourneyReportAnswer.Addresses? LogLinks(SequenceDashboardOptions options, SequenceDetails journey) =>
        (options.JourneyLink, options.StepLink) is (null, null)
            ? null
            : new JourneyReportAnswer.Addresses(
                options.JourneyLink?.Invoke(journey.SequenceId) is { } uri && LeadsToPage(uri) ? uri : null,
                options.StepLink is { } link
                    ? Addresses(journey.Steps.Select(s => KeyValuePair.Create(s.Order, link(journey.SequenceId, s.StepName))))
                    : []);

    private static Dictionary<TKey, Uri> Addresses<TKey>(IEnumerable<KeyValuePair<TKey, Uri>> links)
        where TKey : notnull => links.Where(l => LeadsToPage(l.Value)).ToDictionary();

    /// <summary>An address that runs as a script is none.</summary>
    private static bool LeadsToPage(Uri uri) =>
        uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

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
            ? new ApiAnswer(Encoding.UTF8.GetBytes(JourneyMarkdown.Of(report, Writer)), "text/markdown; charset=utf-8")
            {
                FileName = journey.SequenceId + ".md",
            }
            : new ApiAnswer(Encoding.UTF8.GetBytes(JourneyHtml.Of(report, Writer)), "text/html; charset=utf-8")
            {
                FileName = journey.SequenceId + ".html",
            };
    }
}

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
