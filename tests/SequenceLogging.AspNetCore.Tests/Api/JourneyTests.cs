using System.Net;
using System.Text.Json;

namespace SequenceLogging.AspNetCore.Tests.Api;

/// <summary>One journey: its report, its twin, its exports.</summary>
public sealed class JourneyTests
{
    private const string Api = "/sequences/api/v1/sequences/";

    [Fact]
    public async Task AReportHasAllThatAPictureIsDrawnFrom()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var report = await JsonAsync(app, $"{shop.Refused}/report");

        Assert.Equal(
            ["journey", "moments", "stuck", "now", "rejected", "rejectedIsMore", "seq", "traceIds", "traces"],
            report.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            [
                "component", "durationMs", "error", "isFailure", "kind", "link", "message", "metadata", "order", "remarks", "sequenceId", "status",
                "stepName", "timestamp", "userId", "usualDurationMs", "usualWaitMs", "waitMs",
            ],
            report.RootElement.GetProperty("moments")[1].EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        var failed = report.RootElement.GetProperty("moments")[2];
        Assert.Equal(
            ("failed", true, 20_000),
            (failed.GetProperty("status").GetString(), failed.GetProperty("isFailure").GetBoolean(), failed.GetProperty("waitMs").GetDouble()));
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("seq").ValueKind);
    }

    [Fact]
    public async Task WhatWasUsualStandsBesideWhatWas()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await shop.RunAsync($"u{i}", "u", "en", logger =>
            {
                logger.Information("{StepName}", "Order_Step_1_Open");
                shop.Pass(2);
                logger.Information("{StepName} {DurationMs}", "Order_Step_2_Close", 40);
                return Task.CompletedTask;
            });
        }

        var late = await shop.RunAsync("late", "late", "en", logger =>
        {
            logger.Information("{StepName}", "Order_Step_1_Open");
            shop.Pass(600);
            logger.Information("{StepName} {DurationMs}", "Order_Step_2_Close", 40);
            return Task.CompletedTask;
        });
        await shop.FlushAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var report = await JsonAsync(app, $"{late}/report");

        var close = report.RootElement.GetProperty("moments")[2];
        Assert.Equal(600_000, close.GetProperty("waitMs").GetDouble());
        Assert.InRange(close.GetProperty("usualWaitMs").GetProperty("p50").GetDouble(), 1_950, 2_050);
        Assert.InRange(close.GetProperty("usualDurationMs").GetProperty("p95").GetDouble(), 39, 41);
        Assert.Equal(21, close.GetProperty("usualWaitMs").GetProperty("sample").GetInt64());
    }

    [Fact]
    public async Task WhatWasRejectedOfItIsCounted()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.RunAsync("x", "x", "en", logger =>
        {
            logger.Information("{StepName}", "Order_Step_1_Open");
            logger.Information("{LinkComponent}", "no link");
            return Task.CompletedTask;
        });
        await shop.FlushAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);
        using var newest = await JsonAsync(app, "?limit=1");

        using var report = await JsonAsync(app, newest.RootElement[0].GetProperty("sequenceId").GetString() + "/report");

        Assert.Equal((1, false), (report.RootElement.GetProperty("rejected").GetInt32(), report.RootElement.GetProperty("rejectedIsMore").GetBoolean()));
    }

    [Fact]
    public async Task AddressesInALogViewerAreThoseOfTheOptions()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo, o =>
        {
            o.JourneyLink = id => new Uri($"https://seq.example.org/#/{id}");
            o.StepLink = (id, step) => step.Flow is "User" ? new Uri($"https://seq.example.org/#/{id}/{step}") : new Uri("javascript:alert(1)");
        });

        using var report = await JsonAsync(app, $"{shop.Paid}/report");

        var seq = report.RootElement.GetProperty("seq");
        Assert.Equal($"https://seq.example.org/#/{shop.Paid}", seq.GetProperty("journey").GetString());
        Assert.Equal($"https://seq.example.org/#/{shop.Paid}/User_Flow_1_Start", seq.GetProperty("steps").GetProperty("1").GetString());
        Assert.Single(seq.GetProperty("steps").EnumerateObject());
    }

    [Fact]
    public async Task ATwinIsTheMostSimilarOneThatEndedWellWithItsJourney()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var twin = await JsonAsync(app, $"{shop.Refused}/twin");
        using var named = await JsonAsync(app, $"{shop.Refused}/twin?other={shop.Paid}");

        Assert.Equal(shop.Paid.ToString(), twin.RootElement.GetProperty("other").GetString());
        Assert.Equal("outcome", twin.RootElement.GetProperty("first").GetProperty("kind").GetString());
        Assert.Equal(3, twin.RootElement.GetProperty("otherJourney").GetProperty("steps").GetArrayLength());
        Assert.Equal(shop.Paid.ToString(), named.RootElement.GetProperty("other").GetString());
    }

    [Fact]
    public async Task WhereThereIsNoTwinAProblemSaysWhatToDo()
    {
        await using var shop = await Shop.OpenAsync();
        var alone = await shop.RunAsync("x", "x", "en", logger =>
        {
            logger.Information("{StepName}", "Nobody_Step_1_Else");
            return Task.CompletedTask;
        });
        await shop.FlushAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        Assert.Contains("?other=", await ProblemAsync(app, $"{alone}/twin"), StringComparison.Ordinal);
        Assert.Contains("SEQ-2025-07-09999", await ProblemAsync(app, $"{alone}/twin?other=SEQ-2025-07-09999"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "text/html", "html", "<!doctype html>")]
    [InlineData("?format=html", "text/html", "html", "<!doctype html>")]
    [InlineData("?format=markdown", "text/markdown", "md", "# SEQ-2025-07-00001")]
    [InlineData("?format=json", "application/json", "json", "{\"sequenceId\":\"SEQ-2025-07-00001\"")]
    public async Task AnExportIsAFileThatIsKeptAndNotShown(string query, string type, string extension, string beginning)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var answer = await app.Client().GetAsync($"{Api}{shop.Paid}/export{query}");

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", $"{shop.Paid}.{extension}"), (disposition.DispositionType, disposition.FileName?.Trim('"')));
        Assert.StartsWith(beginning, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownFormatAndAnUnknownSequenceAreProblems()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        Assert.Contains("json", await ProblemAsync(app, $"{shop.Paid}/export?format=pdf", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("SEQ-2025-07-09999", await ProblemAsync(app, "SEQ-2025-07-09999/report"), StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> JsonAsync(DashboardApp app, string address) =>
        JsonDocument.Parse(await app.Client().GetStringAsync((Api + address).Replace("/?", "?", StringComparison.Ordinal)));

    private static async Task<string> ProblemAsync(DashboardApp app, string address, HttpStatusCode status = HttpStatusCode.NotFound)
    {
        using var answer = await app.Client().GetAsync(Api + address);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("detail").GetString()!;
    }
}
