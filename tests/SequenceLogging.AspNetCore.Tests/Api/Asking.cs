using System.Net;
using System.Text.Json;

namespace SequenceLogging.AspNetCore.Tests.Api;

/// <summary>Questions to a dashboard.</summary>
internal static class Asking
{
    public static async Task<JsonElement> AskAsync(this DashboardApp app, string address)
    {
        using var answer = await app.Client().GetAsync("/sequences/api/v1/" + address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{address}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Why there is no answer.</summary>
    public static async Task<string> RefusedAsync(this DashboardApp app, string address, HttpStatusCode status)
    {
        using var answer = await app.Client().GetAsync("/sequences/api/v1/" + address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{address}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!;
    }

    public static string[] Ids(this JsonElement list) => [.. list.EnumerateArray().Select(s => s.GetProperty("sequenceId").GetString()!)];
}
