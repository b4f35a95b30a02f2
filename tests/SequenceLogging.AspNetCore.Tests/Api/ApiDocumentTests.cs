using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Dashboard;

namespace SequenceLogging.AspNetCore.Tests.Api;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task EveryEndpointOfTheAPIIsInItsDocumentAndNothingElse()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var document = await app.AskAsync("openapi.json");

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var told = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}"));
        var there = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)
            .Select(e => e.Metadata.GetMetadata<DashboardEndpoint>()!)
            .Where(e => e.IsApi && !e.Pattern.Contains("**", StringComparison.Ordinal))
            .Select(e => $"{e.Method} {e.Pattern["api/v1".Length..]}");
        Assert.Equal(there.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryParameterThatIsToldIsTakenAndEveryReferenceLeadsSomewhere()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);
        var document = await app.AskAsync("openapi.json");

        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _) && p.Name != "/live"))
        {
            foreach (var parameter in path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray())
            {
                var name = parameter.GetProperty("name").GetString();
                Assert.NotEmpty(parameter.GetProperty("description").GetString()!);
                if (parameter.GetProperty("in").GetString() == "query")
                {
                    // Twice is never right, and is said of a parameter that is known.
                    var address = path.Name[1..].Replace("{id}", shop.Paid.ToString(), StringComparison.Ordinal);
                    var detail = await app.RefusedAsync($"{address}?{name}=1&{name}=1", System.Net.HttpStatusCode.BadRequest);
                    Assert.Contains("more than once", detail, StringComparison.Ordinal);
                }
            }
        }

        Assert.All(References(document), reference => Assert.True(LeadsSomewhere(document, reference), reference));
    }

    [Fact]
    public async Task AnswersHaveTheShapeThatTheDocumentTells()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);
        var document = await app.AskAsync("openapi.json");

        foreach (var path in new[] { "overview", "statistics", "store", "flow", "variants", "health", "components", "flows" })
        {
            var answer = await app.AskAsync(path);
            var schema = document.GetProperty("paths").GetProperty("/" + path).GetProperty("get").GetProperty("responses").GetProperty("200")
                .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
            var properties = document.GetProperty("components").GetProperty("schemas").GetProperty(schema.Split('/')[^1]).GetProperty("properties");
            Assert.Equal(
                answer.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal),
                properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Name == "$ref" && p.Value.ValueKind is JsonValueKind.String ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool LeadsSomewhere(JsonElement document, string reference)
    {
        var at = document;
        foreach (var part in reference.TrimStart('#', '/').Split('/'))
        {
            if (at.ValueKind is JsonValueKind.Array && int.TryParse(part, out var index) && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(part, out at))
            {
                return false;
            }
        }

        return true;
    }
}
