using Microsoft.AspNetCore.Http;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Answers questions: bounded in number and time, once for all who ask the same, and with a problem where there is no answer.</summary>
internal sealed class ApiHost(JourneySource source, SequenceDashboardOptions options)
{
    private readonly BoundedQueries _queries = new(options, source.Time);
    private readonly SharedAnswers _shared = new(options.AnswersServeFor, source.Time);

    public static Task UnknownAsync(HttpContext context) => ApiProblem.NotFound(
        "The API has no such address. Those that it has are in api/v1/openapi.json.").WriteAsync(context);

    public async Task AnswerAsync(HttpContext context, ApiResource resource)
    {
        try
        {
            var request = new ApiRequest(context, resource, source, options);
            var answer = resource.IsShared
                ? await _shared.GetAsync(
                    resource.Path + "?" + request.Key, () => AskAsync(request, resource, CancellationToken.None), context.RequestAborted)
                    .ConfigureAwait(false)
                : await AskAsync(request, resource, context.RequestAborted).ConfigureAwait(false);
            await answer.WriteAsync(context).ConfigureAwait(false);
        }
        catch (ApiProblem problem)
        {
            await problem.WriteAsync(context).ConfigureAwait(false);
        }
        catch (SequenceStoreException e)
        {
            await Unavailable(e).WriteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
    }

    private Task<ApiAnswer> AskAsync(ApiRequest request, ApiResource resource, CancellationToken cancellationToken) =>
        _queries.RunAsync(token => resource.AskAsync(request, token), cancellationToken);

    /// <summary>The messages of stores name no secret.</summary>
    public static ApiProblem Unavailable(SequenceStoreException e) =>
        new(StatusCodes.Status503ServiceUnavailable, "The store does not answer", e.Message) { RetryAfter = TimeSpan.FromSeconds(5) };
}
