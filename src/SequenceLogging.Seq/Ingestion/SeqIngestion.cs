using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SequenceLogging.Seq.Ingestion;

/// <summary>
/// Posts payloads of compact JSON to a server: where servers since 2024.1 take it, and where that is not found, at the
/// older address.
/// </summary>
internal sealed class SeqIngestion(SeqServer server, HttpMessageInvoker http, TimeProvider time, TimeSpan timeout)
{
    private const string Path = "ingest/clef";
    private const string OldPath = "api/events/raw?clef";
    private const int MostOfAnswer = 64 * 1024;

    private string _path = Path;

    /// <summary>Posts once.</summary>
    /// <exception cref="SeqException">The server cannot be used at all: no retry and no other payload helps.</exception>
    public async Task<IngestionAnswer> PostAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var answer = await PostOnceAsync(lines, either.Token).ConfigureAwait(false);
            if (answer is null && _path == Path)
            {
                _path = OldPath;
                answer = await PostOnceAsync(lines, either.Token).ConfigureAwait(false);
            }

            return answer ?? throw NoSeq($"{server} knows neither /{Path} nor /{OldPath}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new IngestionAnswer(
                IngestionOutcome.TryLater, 0, $"no answer within {timeout.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new IngestionAnswer(IngestionOutcome.TryLater, 0, server.Hide(SeqConnection.WhyNot(e)));
        }
    }

    /// <summary>The answer; null where nothing is known at that address.</summary>
    private async Task<IngestionAnswer?> PostOnceAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, _path))
        {
            Content = new ReadOnlyMemoryContent(lines),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.serilog.clef");
        server.Authorize(request);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var text = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        return response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? null
            : Judge(response, text);
    }

    private IngestionAnswer Judge(HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        switch (status)
        {
            // Any other success is that of somebody between here and the server, who has kept nothing.
            case 201:
                return new IngestionAnswer(IngestionOutcome.Accepted, status, "", MinimumLevel: MinimumLevelOf(text));
            case 400 or 413:
                return new IngestionAnswer(IngestionOutcome.Refused, status, Message(text, response));
            case 401 or 403:
                throw new SeqException(SeqFailure.NotAllowed, Refusal(status, Message(text, response)));
            case 408 or 429 or >= 500:
                return new IngestionAnswer(
                    IngestionOutcome.TryLater, status, Message(text, response), RetryAfterOf(response.Headers.RetryAfter));
            case >= 300 and < 400:
                throw NoSeq($"{server} answers {status} and points to {server.Hide(response.Headers.Location?.ToString() ?? "nowhere")}");
            default:
                throw NoSeq($"{server} answers {status}: {Message(text, response)}");
        }
    }

    private static string Refusal(int status, string text) => status == 401
        ? $"the server asks for an API key, or does not know this one: {text}. Make one in Seq under Data > Ingestion with the permission Ingest, and give it as --api-key, or in SEQ_API_KEY."
        : $"the API key may not ingest: {text}. Give it the permission Ingest in Seq, or take another one.";

    private static SeqException NoSeq(string found) =>
        new(SeqFailure.NoSeq, $"{found}. Check the URL: it is the one at which people open Seq.");

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[MostOfAnswer];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>What Seq says of an error stands in a property of a JSON object; what a proxy says may be a page.</summary>
    private string Message(string text, HttpResponseMessage response)
    {
        const int Most = 300;
        var said = Member(text, "Error") ?? text;
        var line = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = line.Length == 0 ? response.ReasonPhrase ?? "" : line.Length > Most ? line[..Most] + "…" : line;
        return server.Hide(line);
    }

    private static string? MinimumLevelOf(string text) => Member(text, "MinimumLevelAccepted");

    private static string? Member(string text, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var member)
                && member.ValueKind is JsonValueKind.String
                    ? member.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
