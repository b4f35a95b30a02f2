using System.Text;
using SequenceLogging.Insight.Comparing;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>One journey: what its picture is drawn from, what it is beside another, and as a file.</summary>
internal static class Journeys
{
    /// <summary>Who wrote an export, as its foot says it.</summary>
    private const string Writer = "the dashboard of SequenceLogging";

    private const string Json = "json", Markdown = "markdown", Html = "html";

    /// <summary>Rejected events are not kept by sequence, and looking through all of them is not worth a wait.</summary>
    private const int MostRejectedRead = 1_000;

    private static readonly ApiParameter<SequenceId?> Other = new(
        "other", "The one beside it; the most similar one that was completed where it is left out.", text => SequenceId.Parse(text))
    {
        Example = "SEQ-2025-07-00001",
    };

    private static readonly ApiParameter<string?> Format = Parameters.Word("format", "What kind of file; html where it is left out.", Html, Json, Markdown);

    public static ApiResource Report { get; } = new(
        "sequences/{id}/report", "One journey with what was usual when it ran: waits, durations, what is unusual, why it is stuck.",
        typeof(JourneyReportAnswer), ReportAsync)
    {
        Parameters = [Parameters.Id],
    };

    public static ApiResource Twin { get; } = new(
        "sequences/{id}/twin", "A journey beside one that ended well, step by step, and where it first left its way.", typeof(TwinAnswer), CompareAsync)
    {
        Parameters = [Parameters.Id, Other],
    };

    public static ApiResource Export { get; } = new(
        "sequences/{id}/export", "A journey as a file: a page that opens anywhere, a card for a ticket, or JSON.", typeof(string), ExportAsync)
    {
        Parameters = [Parameters.Id, Format],
        MediaType = "*/*",
    };

    private static async ValueTask<ApiAnswer> ReportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var report = await TellAsync(request, cancellationToken).ConfigureAwait(false);
        var search = new RejectedSearch(request.Reader, report.Journey.SequenceId, mostRead: MostRejectedRead);
        var rejected = await search.CountAsync(cancellationToken).ConfigureAwait(false);
        var answer = JourneyReportAnswer.Of(report);
        answer = answer with
        {
            Rejected = rejected,
            RejectedIsMore = search.HasStopped,
            Seq = AddressesOf(report.Journey, request.Options),
            Traces = request.Options.TraceLink is { } link ? PagesOf(answer.TraceIds.Select(id => KeyValuePair.Create(id, (Uri?)link(id)))) : null,
        };
        return ApiAnswer.Json(answer, AnswerJson.Readable.JourneyReportAnswer);
    }

    private static async ValueTask<ApiAnswer> CompareAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var journey = await Sequences.JourneyAsync(request, cancellationToken).ConfigureAwait(false);
        var contrast = request.Get(Other) is { } named
            ? await CompareAsync(request, journey.SequenceId, named, cancellationToken).ConfigureAwait(false)
            : await request.Analysis.CompareAsync(journey.SequenceId, cancellationToken).ConfigureAwait(false);
        return contrast is null
            ? throw ApiProblem.NotFound(
                $"No completed sequence has a step in common with {journey.SequenceId}. Name one to set beside it: ?other=SEQ-2025-07-00001.")
            : ApiAnswer.Json(TwinAnswer.Of(contrast), AnswerJson.Readable.TwinAnswer);
    }

    private static async ValueTask<JourneyContrast> CompareAsync(
        ApiRequest request, SequenceId id, SequenceId other, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Analysis.CompareAsync(id, other, cancellationToken).ConfigureAwait(false);
        }
        catch (KeyNotFoundException e)
        {
            throw ApiProblem.NotFound(e.Message);
        }
    }

    private static async ValueTask<ApiAnswer> ExportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var report = await TellAsync(request, cancellationToken).ConfigureAwait(false);
        var (text, type, extension) = request.Get(Format) switch
        {
            Json => (JourneyJson.Text(report.Journey, JourneyJson.OnOneLine.SequenceDetails), "application/json", "json"),
            Markdown => (JourneyMarkdown.Of(report, Writer), "text/markdown; charset=utf-8", "md"),
            _ => (JourneyHtml.Of(report, Writer), "text/html; charset=utf-8", "html"),
        };
        return new ApiAnswer(Encoding.UTF8.GetBytes(text), type) { FileName = $"{report.Journey.SequenceId}.{extension}" };
    }

    private static async ValueTask<JourneyReport> TellAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var journey = await Sequences.JourneyAsync(request, cancellationToken).ConfigureAwait(false);
        return await JourneyReport.ReadAsync(request.Reader, journey, request.Options.Stuck, request.Now, cancellationToken).ConfigureAwait(false);
    }

    private static JourneyReportAnswer.Addresses? AddressesOf(SequenceDetails journey, SequenceDashboardOptions options) =>
        options is { JourneyLink: null, StepLink: null }
            ? null
            : new(
                options.JourneyLink is { } whole ? PageOf(whole(journey.SequenceId)) : null,
                PagesOf(journey.Steps.Select(s => KeyValuePair.Create(s.Order, options.StepLink?.Invoke(journey.SequenceId, s.StepName)))));

    private static Dictionary<TKey, Uri> PagesOf<TKey>(IEnumerable<KeyValuePair<TKey, Uri?>> addresses)
        where TKey : notnull =>
        addresses.Where(a => PageOf(a.Value) is not null).ToDictionary(a => a.Key, a => a.Value!);

    /// <summary>Only what leads to a page: an address that runs as a script is none.</summary>
    private static Uri? PageOf(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address : null;
}
