using System.Net;
using Microsoft.AspNetCore.Builder;
using SequenceLogging.AspNetCore.Dashboard;

namespace SequenceLogging.AspNetCore.Tests.Dashboard;

public sealed class ShellTests
{
    [Theory]
    [InlineData("/sequences", "", "/sequences/api/v1/", "/sequences/", 200)]
    [InlineData("/sequences", "", "/sequences", "/sequences/", 200)]
    [InlineData("/sequences", "", "/sequences/search?q=1", "/sequences/", 200)]
    [InlineData("/sequences", "", "/sequences/journeys/SEQ-2025-07-00001", "/sequences/", 200)]
    [InlineData("/sequences", "", "/sequences/nowhere/else", "/sequences/", 404)]
    [InlineData("/sequences", "/base", "/sequences/flow", "/base/sequences/", 200)]
    [InlineData("/sequences", "/ba%20se", "/sequences/flow", "/ba%20se/sequences/", 200)]
    [InlineData("/a/b/c", "", "/a/b/c/funnel", "/a/b/c/", 200)]
    [InlineData("/", "", "/variants", "/", 200)]
    [InlineData("/{tenant}/sequences", "", "/%D9%85%22%3E%3Cx/sequences/store", "/%D9%85%22%3E%3Cx/sequences/", 200)]
    public async Task PagesKnowWhereTheyAreMounted(string pattern, string pathBase, string path, string mount, int status)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(
            shop.AddTo,
            o => o.Bundle = typeof(ShellTests).Assembly,
            pattern: pattern,
            pipeline: a => a.Use((context, next) =>
            {
                context.Request.PathBase = Microsoft.AspNetCore.Http.PathString.FromUriComponent(pathBase);
                return next(context);
            }));

        using var answer = await app.Client().GetAsync(path.Replace("api/v1/", "", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"<meta name=\"sequences-mount\" content=\"{mount}\">", html, StringComparison.Ordinal);
        Assert.Contains($"src=\"{mount}assets/app.js\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryAnswerHasTheSecurityHeaders()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, o => o.Bundle = typeof(ShellTests).Assembly);
        string[] paths =
        [
            "", "nowhere", "assets/app.js", "assets/app.css", "assets/nothing.js", "assets/manifest.json", "api/v1/sequences", "api/v1/nothing",
            "api/v1/sequences?limit=0", "api/v1/overview", "api/v1/openapi.json", "api/v1/changes", "api/v1/erase",
        ];

        foreach (var address in new[] { IPAddress.Loopback, IPAddress.Parse("203.0.113.7") })
        {
            app.RemoteAddress = address;
            foreach (var path in paths)
            {
                using var answer = await app.Client().GetAsync("/sequences/" + path);
                Assert.Equal(SecurityHeaders.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
                Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
                Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
                Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
                Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
                Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            }
        }

        Assert.DoesNotContain("unsafe", SecurityHeaders.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.js", 200, "text/javascript")]
    [InlineData("app.css", 200, "text/css")]
    [InlineData("manifest.json", 404, null)]
    [InlineData("nothing.js", 404, null)]
    [InlineData("..%2Fapp.js", 404, null)]
    [InlineData("APP.JS", 404, null)]
    public async Task AssetsAreThoseOfTheBundle(string name, int status, string? type)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, o => o.Bundle = typeof(ShellTests).Assembly);

        using var answer = await app.Client().GetAsync("/sequences/assets/" + name);

        Assert.Equal(((HttpStatusCode)status, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task WithoutABundleThePageSaysWhatIsMissing()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, o => o.Bundle = typeof(Xunit.Assert).Assembly);

        Assert.Contains("Node.js 20", await app.Client().GetStringAsync("/sequences/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsShutOutReadsWhichLineToAdd()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, environment: "Production");

        using var page = await app.Client().GetAsync("/sequences/");
        using var api = await app.Client().GetAsync("/sequences/api/v1/overview");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page.StatusCode, api.StatusCode));
        Assert.Contains("RequireAuthorization();", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("RequireAuthorization();", await api.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutALogTheStartSaysWhichLineToAdd()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => DashboardApp.StartAsync(_ => { }));

        Assert.Contains("AddSequenceLogging", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllThatIsWrongWithTheOptionsIsToldAtTheStart()
    {
        await using var shop = await Shop.OpenAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => DashboardApp.StartAsync(
            shop.AddTo, o => (o.QueryTimeout, o.MaxLiveClients, o.Stuck.Factor) = (TimeSpan.Zero, -1, 0)));

        Assert.Contains("QueryTimeout is", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxLiveClients is -1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Factor is 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHEADIsAnsweredAsAGETWithoutItsBody()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, o => o.Bundle = typeof(ShellTests).Assembly);

        foreach (var path in new[] { "", "assets/app.js", "api/v1/sequences", "api/v1/live" })
        {
            using var answer = await app.Client().SendAsync(new HttpRequestMessage(HttpMethod.Head, "/sequences/" + path));
            Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
        }
    }
}
