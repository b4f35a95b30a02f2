using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SequenceLogging.AspNetCore.Api;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Reporting.Changes;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Changes;

/// <summary>What changes the store, each of it only where the application allows it: erasing a user, trying rejected events again.</summary>
internal sealed class ChangeEndpoints(JourneySource source, SequenceDashboardOptions options, Func<ChangeGuard> guard)
{
    private const int MostBytes = 4_096;

    private static readonly ApiParameter<string?> Id = Parameters.Text("id", "The number of a rejected event.") with { IsInPath = true, IsRequired = true };

    private readonly Lazy<ChangeGuard> _guard = new(guard);

    public static ApiResource Tell { get; } = ApiResource.Described(
        "changes", "What may be changed, with the token for it.", typeof(AllowedChanges));

    public static ApiResource Erase { get; } = ApiResource.Described(
        "erase", $"Erases all journeys of a user. Only with AllowErasure, and the token of changes in the header {ChangeGuard.Header}.",
        typeof(ErasureAnswer)) with { Method = HttpMethods.Post, Body = typeof(EraseWish) };

    public static ApiResource Retry { get; } = ApiResource.Described(
        "rejected/{id}/retry", $"Tries a rejected event again. Only with AllowRetry, and the token of changes in the header {ChangeGuard.Header}.",
        typeof(RetryAnswer)) with { Method = HttpMethods.Post, Parameters = [Id] };

    /// <summary>What may be changed, with the token for it.</summary>
    public Task TellAsync(HttpContext context)
    {
        var isAny = options.AllowErasure || options.AllowRetry;
        var token = isAny ? _guard.Value.Issue(context) : null;
        return ApiAnswer.Json(new AllowedChanges(options.AllowErasure, options.AllowRetry, token), AnswerJson.Readable.AllowedChanges).WriteAsync(context);
    }

    /// <summary>Erases all that is known of a user.</summary>
    public Task EraseAsync(HttpContext context) => ChangeAsync(context, options.AllowErasure, nameof(options.AllowErasure), async log =>
    {
        var wish = await ReadAsync(context).ConfigureAwait(false);
        if (!UserId.TryParse(wish?.User, out var user))
        {
            throw ApiProblem.Bad("user", "it is missing, or no user's id. Send {\"user\":\"566158428\"}.");
        }

        // Once begun it is brought to its end, whoever waits for it.
        var erasure = await log.EraseUserAsync(user, CancellationToken.None).ConfigureAwait(false);
        return ApiAnswer.Json(ErasureAnswer.Of(user, erasure), AnswerJson.Readable.ErasureAnswer);
    });

    /// <summary>Tries a rejected event again.</summary>
    public Task RetryAsync(HttpContext context) => ChangeAsync(context, options.AllowRetry, nameof(options.AllowRetry), async log =>
    {
        var text = context.Request.RouteValues["id"] as string ?? "";
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id is < 1 or long.MaxValue)
        {
            throw ApiProblem.Bad("id", $"{Quoted.Text(text)} is no id of a rejected event. Write its number.");
        }

        var answer = await RetryAnswer.TryAsync(log.Store, id, CancellationToken.None).ConfigureAwait(false);
        return answer.Result is RetryOutcome.NotFound
            ? throw ApiProblem.NotFound($"There is no rejected event {id}. Somebody may have tried it again already.")
            : ApiAnswer.Json(answer, AnswerJson.Readable.RetryAnswer);
    });

    private async Task ChangeAsync(HttpContext context, bool isAllowed, string option, Func<SequenceLog, Task<ApiAnswer>> change)
    {
        try
        {
            if (!isAllowed)
            {
                throw ApiProblem.NotFound($"The dashboard only shows. It changes this where the application sets {option}.");
            }

            await _guard.Value.CheckAsync(context).ConfigureAwait(false);
            var log = source.Log ?? throw ApiProblem.NotFound("There is a reader of the store and nothing that writes to it.");
            var answer = await change(log).ConfigureAwait(false);
            await answer.WriteAsync(context).ConfigureAwait(false);
        }
        catch (ApiProblem problem)
        {
            await problem.WriteAsync(context).ConfigureAwait(false);
        }
        catch (SequenceStoreException e)
        {
            await ApiHost.Unavailable(e).WriteAsync(context).ConfigureAwait(false);
        }
    }

    private static async Task<EraseWish?> ReadAsync(HttpContext context)
    {
        var body = new byte[MostBytes];
        var length = await context.Request.Body.ReadAtLeastAsync(body, MostBytes, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        try
        {
            return length < MostBytes ? JsonSerializer.Deserialize(body.AsSpan(0, length), AnswerJson.Readable.EraseWish) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
