using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>An answer that is ready to be sent, to one or to all who asked the same.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Type">What they are.</param>
internal sealed record ApiAnswer(ReadOnlyMemory<byte> Body, string Type)
{
    private const int TagBytes = 16;

    /// <summary>The parameters of the next page, as name and value; null on the last one.</summary>
    public (string Name, string Value)? Next { get; init; }

    /// <summary>The name of the file that it is to be kept as; null where it is to be shown.</summary>
    public string? FileName { get; init; }

    // Weak, since what stands between may compress it.
    private EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Body.Span).AsSpan(0, TagBytes))}\"", isWeak: true);

    public static ApiAnswer Json<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");

    public async Task WriteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.GetTypedHeaders().ETag = Tag;
        if (Next is { } next)
        {
            response.Headers.Link = $"<{NextPage(request, next)}>; rel=\"next\"";
        }

        if (request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(Tag, useStrongComparison: false) || tag == EntityTagHeaderValue.Any))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (FileName is { } name)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            response.Headers.ContentDisposition = disposition.ToString();
        }

        response.ContentType = Type;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>The same question with another cursor.</summary>
    private static string NextPage(HttpRequest request, (string Name, string Value) next)
    {
        var query = QueryString.Create(
            request.Query.Where(q => q.Key != next.Name).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)))
                .Append(KeyValuePair.Create(next.Name, (string?)next.Value)));
        return request.PathBase.Add(request.Path).ToUriComponent() + query.ToUriComponent();
    }
}
