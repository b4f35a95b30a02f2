using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SequenceLogging.Seq.Setup;

/// <summary>The part of Seq's HTTP API that a set-up needs: lists, creates and replaces entities.</summary>
internal sealed class SeqApi(SeqServer server, HttpMessageInvoker http, TimeProvider time)
{
    private const string Json = "application/json";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>All shared entities of a group; null where the server does not know the group.</summary>
    public async Task<IReadOnlyList<JsonObject>?> ListAsync(string group, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, $"api/{group}?shared=true", null, cancellationToken).ConfigureAwait(false);
        return answer is null ? null
            : answer is JsonArray list ? [.. list.OfType<JsonObject>()]
            : throw NotSeq("the answer is no list");
    }

    /// <summary>Creates an entity, and answers its id.</summary>
    public async Task<string> CreateAsync(string group, JsonObject entity, CancellationToken cancellationToken)
    {
        var created = await SendAsync(HttpMethod.Post, $"api/{group}", entity, cancellationToken).ConfigureAwait(false);
        return IdOf(created as JsonObject);
    }

    /// <summary>Replaces an entity.</summary>
    public Task ReplaceAsync(string group, string id, JsonObject entity, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"api/{group}/{Uri.EscapeDataString(id)}", entity, cancellationToken);

    public string IdOf(JsonObject? entity) =>
        entity?["Id"]?.GetValueKind() is JsonValueKind.String ? entity["Id"]!.GetValue<string>() : throw NotSeq("an entity has no id");

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var request = new HttpRequestMessage(method, new Uri(server.Url, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        server.Authorize(request);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, SetupJson.Default.JsonObject), Encoding.UTF8, Json);
        }

        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
            return Judge(method, path, response.StatusCode, text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Away($"no answer within {Timeout.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Away(server.Hide(SeqConnection.WhyNot(e)), e);
        }
    }

    private JsonNode? Judge(HttpMethod method, string path, HttpStatusCode status, string text)
    {
        switch ((int)status)
        {
            case 200 or 201 or 204:
                return text.Length == 0 ? new JsonObject() : Parse(text);
            case 404 when method == HttpMethod.Get:
                return null;
            case 401 or 403:
                throw new SeqException(
                    SeqFailure.NotAllowed,
                    $"the server answers {(int)status} to {method} {path}: signals, dashboards and alerts that all can see need an API key with the "
                    + "permissions Read, Write and Project. Make one in Seq under Settings > API keys, and give it as --api-key, or in SEQ_API_KEY.");
            case >= 500 or 408 or 429:
                throw Away($"{(int)status} {Said(text)}");
            default:
                throw new SeqException(SeqFailure.Refused, $"the server answers {(int)status} to {method} {path}: {Said(text)}");
        }
    }

    private JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw NotSeq("the answer is no JSON");
        }
    }

    private string Said(string text)
    {
        const int Most = 300;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return server.Hide(line.Length > Most ? line[..Most] + "…" : line);
    }

    private SeqException Away(string why, Exception? inner = null) =>
        new(SeqFailure.Unavailable, $"{server} cannot be reached ({why}). Run it again: what is there already stays as it is.", inner);

    private SeqException NotSeq(string why) =>
        new(SeqFailure.NoSeq, $"{server} does not answer as Seq does: {why}. Check the URL: it is the one at which people open Seq.");
}
