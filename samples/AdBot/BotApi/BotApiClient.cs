using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AdBot.Updates;

namespace AdBot.BotApi;

/// <summary>
/// Calls the Bot API. The token is part of every address, so no address is ever logged or put into an exception; and the
/// client is not made by IHttpClientFactory, which would log them.
/// </summary>
internal sealed class BotApiClient(HttpClient http, TimeProvider time) : IDisposable
{
    /// <summary>How long Telegram keeps a question for updates open when there are none.</summary>
    public static readonly TimeSpan PollTime = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    public static BotApiClient Open(Uri api, string token, TimeProvider time, HttpMessageHandler? handler = null) => new(
        new HttpClient(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri($"{api.AbsoluteUri.TrimEnd('/')}/bot{token}/"),
            Timeout = Timeout.InfiniteTimeSpan, // Each call has a limit of its own.
            MaxResponseContentBufferSize = 16 << 20,
        },
        time);

    public Task<IReadOnlyList<Update>> GetUpdatesAsync(long offset, TimeSpan wait, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<Update>>(
            "getUpdates",
            new { Offset = offset, Timeout = (int)wait.TotalSeconds, AllowedUpdates = new[] { "message", "callback_query" } },
            AnswerTime + wait,
            cancellationToken);

    /// <inheritdoc cref="CallAsync{T}(string, object, TimeSpan, CancellationToken)"/>
    public Task<T> CallAsync<T>(string method, object payload, CancellationToken cancellationToken) =>
        CallAsync<T>(method, payload, AnswerTime, cancellationToken);

    /// <exception cref="BotApiException">Telegram said no.</exception>
    /// <exception cref="HttpRequestException">Telegram could not be reached.</exception>
    /// <exception cref="TimeoutException">Telegram did not answer within the limit.</exception>
    private async Task<T> CallAsync<T>(
        string method, object payload, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await PostAsync<T>(method, payload, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{method} was not answered in {limit.TotalSeconds} s", e);
        }
    }

    private async Task<T> PostAsync<T>(string method, object payload, CancellationToken cancellationToken)
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(payload, BotJson.Options), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(method, UriKind.Relative), content, cancellationToken);
        var answer = await ReadAsync<T>(response.Content, cancellationToken);
        return answer is { Ok: true, Result: { } result }
            ? result
            : throw new BotApiException(
                method,
                answer?.ErrorCode ?? (int)response.StatusCode,
                answer?.Description ?? response.ReasonPhrase ?? "the answer is not one of the Bot API",
                answer?.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    public void Dispose() => http.Dispose();

    private static async Task<Answer<T>?> ReadAsync<T>(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadFromJsonAsync<Answer<T>>(BotJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null; // The page of a proxy, for example.
        }
    }
}
