using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Tests.Api;

public sealed class StrictnessTests
{
    [Theory]
    [InlineData("sequences?limit=0", "limit", "1 to 500")]
    [InlineData("sequences?limit=501", "limit", "1 to 500")]
    [InlineData("sequences?limit=ten", "limit", "ten")]
    [InlineData("sequences?before=SEQ", "before", "SEQ-2025-07-00001")]
    [InlineData("sequences?status=broken", "status", "active, completed, failed, abandoned")]
    [InlineData("sequences?open=yes", "open", "true nor false")]
    [InlineData("sequences?since=soon", "since", "7d")]
    [InlineData("sequences?month=2025-13", "month", "2025-07")]
    [InlineData("sequences?month=2025-07&since=7d", "month", "Leave out since")]
    [InlineData("sequences?since=1d&until=2d", "since", "no time lies between")]
    [InlineData("sequences?component=payments", "component", "payments:TE5768")]
    [InlineData("sequences?property=x", "property", "name=value")]
    [InlineData("sequences?user=", "user", "user id")]
    [InlineData("sequences?text=%20", "text", "blank")]
    [InlineData("sequences?user=1&user=2", "user", "more than once")]
    [InlineData("sequences?usr=1", "usr", "There are user,")]
    [InlineData("statistics?month=2025-07", "month", "takes none")]
    [InlineData("sequences/nonsense", "id", "SEQ-2025-07-00001")]
    [InlineData("funnel", "steps", "steps=A,B,C")]
    [InlineData("funnel?steps=A,,B", "steps", "commas")]
    [InlineData("funnel?flow=CreateAd&steps=A", "steps", "or flow=NAME")]
    [InlineData("funnel/sequences?flow=CreateAd&open=half:1", "open", "reached:2")]
    [InlineData("funnel/sequences?flow=CreateAd&open=left:9", "open", "there is no")]
    [InlineData("funnel/sequences?flow=CreateAd&open=left:1&group=en", "group", "by says")]
    [InlineData("funnel/sequences?flow=CreateAd", "open", "missing")]
    [InlineData("flow/sequences?from=A", "node", "from=NAME and to=NAME")]
    [InlineData("flow/sequences?from=&to=", "from", "both empty")]
    [InlineData("components?since=2025-07-14&until=2025-07-13", "since", "days")]
    [InlineData("components?since=2020-01-01", "since", "400 days")]
    [InlineData("components/errors", "type", "missing")]
    [InlineData("sequences/SEQ-2025-07-00001/export?format=pdf", "format", "html, json or markdown")]
    [InlineData("rejected?before=x", "before", "number")]
    [InlineData("health?days=91", "days", "1 to 90")]
    public async Task WhatIsWrongIsToldWithItsNameAndWhatToWrite(string address, string parameter, string advice)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var detail = await app.RefusedAsync(address, HttpStatusCode.BadRequest);

        Assert.Contains(parameter, detail, StringComparison.Ordinal);
        Assert.Contains(advice, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usr")]
    [InlineData("a\"b\n<i>")]
    [InlineData("")]
    public async Task AProgramIsToldTheUnknownNameAsItWroteIt(string name)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var answer = await app.Client().GetAsync($"/sequences/api/v1/sequences?{Uri.EscapeDataString(name)}=1");

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(name, problem.GetProperty("parameter").GetString());
        Assert.DoesNotContain('\n', problem.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("sequences/SEQ-2025-07-00099")]
    [InlineData("sequences/SEQ-2025-07-00099/report")]
    [InlineData("sequences/pending-0123456789abcdef0123456789abcdef")]
    [InlineData("sequences/SEQ-2025-07-00001/twin?other=SEQ-2025-07-00099")]
    [InlineData("funnel?flow=Nowhere")]
    [InlineData("funnel?steps=Nowhere")]
    [InlineData("funnel/sequences?flow=CreateAd&open=reached:1&by=language&group=xx")]
    [InlineData("components/errors?type=Nothing")]
    [InlineData("nothing")]
    public async Task WhatIsNotThereIsNotFound(string address)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        Assert.NotEmpty(await app.RefusedAsync(address, HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task WhatOnlyShowsAnswersNoOtherMethod(string method)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        foreach (var address in new[] { "/sequences/", "/sequences/api/v1/sequences", "/sequences/api/v1/live", "/sequences/assets/app.js" })
        {
            using var answer = await app.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
            Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        }
    }

    [Fact]
    public async Task AnAnswerThatIsKnownIsNotSentAgain()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);
        var address = $"/sequences/api/v1/sequences/{shop.Refused}";
        using var first = await app.Client().GetAsync(address);

        using var again = await app.Client().SendAsync(With(first.Headers.ETag!.ToString()));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Content.ReadAsStringAsync()));

        shop.Sequences.Log.Complete(shop.Refused);
        await shop.FlushAsync();
        using var changed = await app.Client().SendAsync(With(first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        HttpRequestMessage With(string tag)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            return request;
        }
    }

    [Fact]
    public async Task TheHeaderLinkLeadsThroughAllPagesAndNoFurther()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 8; i++)
        {
            await shop.RunAsync(i, "eve & co", "en", _ => Task.CompletedTask);
        }

        await shop.FlushAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, pipeline: a => a.Use((context, next) =>
        {
            context.Request.PathBase = "/base";
            return next(context);
        }));
        var seen = new List<string>();
        for (var address = "/sequences/api/v1/sequences?limit=3&text=eve%20%26"; address is not null;)
        {
            using var page = await app.Client().GetAsync(address);
            seen.AddRange(JsonDocument.Parse(await page.Content.ReadAsStringAsync()).RootElement.Ids());
            var link = page.Headers.TryGetValues("Link", out var values) ? values.Single() : null;
            Assert.True(link?.EndsWith(">; rel=\"next\"", StringComparison.Ordinal) is not false && link?.StartsWith("</base/sequences/", StringComparison.Ordinal) is not false);
            address = link?[("</base".Length)..link.IndexOf('>', StringComparison.Ordinal)];
        }

        Assert.Equal(8, seen.Distinct().Count());
        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public async Task AStoreThatHangsIsGivenUp()
    {
        await using var store = new SlowReader();
        await using var app = await DashboardApp.StartAsync(
            s => s.AddSingleton<ISequenceReader>(store), o => o.QueryTimeout = TimeSpan.FromMilliseconds(200));

        Assert.Contains("QueryTimeout", await app.RefusedAsync("sequences", HttpStatusCode.GatewayTimeout), StringComparison.Ordinal);
        Assert.Contains("QueryTimeout", await app.RefusedAsync("statistics", HttpStatusCode.GatewayTimeout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoMoreAreAskedAtOnceThanIsAllowed()
    {
        await using var store = new SlowReader { HeedsNothing = true };
        await using var app = await DashboardApp.StartAsync(
            s => s.AddSingleton<ISequenceReader>(store), o => (o.QueryTimeout, o.MaxConcurrentQueries) = (TimeSpan.FromMilliseconds(300), 2));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.Client().GetAsync($"/sequences/api/v1/sequences?user={i}")));

        Assert.Equal(2, store.Most);
        Assert.Equal(4, answers.Count(a => a.StatusCode is HttpStatusCode.ServiceUnavailable && a.Headers.RetryAfter is not null));
        store.Go();
    }

    [Fact]
    public async Task AStoreThatIsAwayIsSaidInItsOwnWords()
    {
        await using var store = new SlowReader { Failure = new SequenceStoreException("The disk is on holiday. Wait for it.") };
        await using var app = await DashboardApp.StartAsync(s => s.AddSingleton<ISequenceReader>(store));

        Assert.Contains("on holiday", await app.RefusedAsync("sequences", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyWhoAskTheSameCostAsMuchAsOneAndAFailureIsNotKept()
    {
        await using var store = new SlowReader { Failure = new SequenceStoreException("Not now.") };
        await using var app = await DashboardApp.StartAsync(s => s.AddSingleton<ISequenceReader>(store));
        await app.RefusedAsync("statistics", HttpStatusCode.ServiceUnavailable);
        (store.Failure, store.Asked) = (null, 0);

        store.Go();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => app.AskAsync("statistics")));

        Assert.Equal(1, store.Asked);
    }
}
