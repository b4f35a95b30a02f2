using System.Net;
using System.Text.Json;

namespace SequenceLogging.AspNetCore.Tests.Api;

/// <summary>Each number of an answer opens into exactly the sequences that it counts.</summary>
public sealed class OpenedNumberTests : IAsyncLifetime
{
    private const string Start = "User_Flow_1_Start", Price = "CreateAd_Step_6_CalculatePrice", Found = "Payment_Step_2_PaymentDetected";

    private Shop _shop = null!;
    private DashboardApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await Shop.OpenAsync();
        _app = await DashboardApp.StartAsync(_shop.AddTo);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("&until=2030-01-01")]
    [InlineData("&month=2025-07")]
    public async Task AStepAndAWayOfTheFlow(string filter)
    {
        var flow = await AskAsync("flow?" + filter.TrimStart('&'));
        foreach (var node in flow.GetProperty("nodes").EnumerateArray())
        {
            var step = node.GetProperty("step").GetString()!;
            await OpensAsync($"flow/sequences?node={step}{filter}", node.GetProperty("count").GetInt64());
        }

        foreach (var edge in flow.GetProperty("edges").EnumerateArray())
        {
            await OpensAsync(
                $"flow/sequences?from={edge.GetProperty("from").GetString()}&to={edge.GetProperty("to").GetString()}{filter}",
                edge.GetProperty("count").GetInt64());
        }

        await OpensAsync($"flow/sequences?from=&to={Start}{filter}", 2, _shop.Paid, _shop.Refused);
        await OpensAsync($"flow/sequences?from=&to={Price}{filter}", 0);
        await OpensAsync($"flow/sequences?from={Price}&to={filter}", 1, _shop.Refused);
        await OpensAsync($"flow/sequences?from={Price}&to={Found}{filter}", 1, _shop.Paid);
    }

    [Fact]
    public async Task AStepTellsHowOftenItFailed() => Assert.Equal(
        1, (await AskAsync("flow")).GetProperty("nodes").EnumerateArray()
            .Single(n => n.GetProperty("step").GetString() == Price).GetProperty("failed").GetInt64());

    [Fact]
    public async Task AVariantByItsId()
    {
        var variants = (await AskAsync("variants")).GetProperty("variants").EnumerateArray().ToList();

        Assert.Equal(2, variants.Count);
        foreach (var variant in variants)
        {
            var isPaid = variant.GetProperty("steps").GetArrayLength() == 3;
            Assert.Equal(1, variant.GetProperty("outcomes").GetProperty(isPaid ? "completed" : "failed").GetInt64());
            await OpensAsync($"variants/sequences?variant={variant.GetProperty("id").GetString()}", 1, isPaid ? _shop.Paid : _shop.Refused);
        }

        await OpensAsync("variants/sequences?variant=0000000000000000", 0);
    }

    [Theory]
    [InlineData("reached:1", true, true)]
    [InlineData("reached:3", true, false)]
    [InlineData("converted", true, false)]
    [InlineData("left:2", false, true)]
    [InlineData("left:2:", false, true)]
    [InlineData("left:2:" + Found, false, false)]
    [InlineData("in-progress:2", false, false)]
    [InlineData("outside", false, false)]
    [InlineData("reached:1&by=language&group=ar", false, true)]
    [InlineData("reached:2&by=language&group=en", true, false)]
    [InlineData("reached:1&by=language&top=1&rest=true", true, false)]
    public async Task ANumberOfAFunnel(string number, bool isPaidIn, bool isRefusedIn)
    {
        SequenceId[] expected = [.. new[] { _shop.Paid }.Where(_ => isPaidIn), .. new[] { _shop.Refused }.Where(_ => isRefusedIn)];

        await OpensAsync($"funnel/sequences?steps={Start},{Price},{Found}&open={number}", expected.Length, expected);
    }

    [Fact]
    public async Task AGroupOfErrors()
    {
        var group = (await AskAsync("components")).GetProperty("components").EnumerateArray()
            .SelectMany(c => c.GetProperty("errors").EnumerateArray()).Single();

        using var opened = await _app.Client().GetAsync(
            $"/sequences/api/v1/components/errors?type={group.GetProperty("type").GetString()}&step={group.GetProperty("step").GetString()}"
            + (group.GetProperty("component").GetString() is { } component ? $"&component={component}" : ""));

        Assert.Equal([_shop.Refused], IdsOf(Parse(await opened.Content.ReadAsStringAsync())));
    }

    [Fact]
    public async Task ALongListIsTurnedPageByPageAndNoPageIsEmpty()
    {
        using var first = await _app.Client().GetAsync($"/sequences/api/v1/flow/sequences?node={Start}&limit=1");
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        using var second = await _app.Client().GetAsync(new Uri(first.RequestMessage!.RequestUri!, next));

        Assert.False(second.Headers.Contains("Link"));
        Assert.Equal([_shop.Refused], IdsOf(Parse(await first.Content.ReadAsStringAsync())));
        Assert.Equal([_shop.Paid], IdsOf(Parse(await second.Content.ReadAsStringAsync())));
    }

    [Theory]
    [InlineData("flow/sequences", "node")]
    [InlineData("flow/sequences?node=A&from=A&to=B", "node")]
    [InlineData("funnel", "steps")]
    [InlineData("funnel?steps=A&flow=B", "steps")]
    [InlineData("funnel?steps=A,,B", "steps")]
    [InlineData("funnel?flow=CreateAd&window=0min", "window")]
    [InlineData("funnel/sequences?flow=CreateAd", "open")]
    [InlineData("funnel/sequences?flow=CreateAd&open=left:9", "left:9")]
    [InlineData("funnel/sequences?flow=CreateAd&open=lost:1", "lost:1")]
    [InlineData("variants?top=0", "top")]
    public async Task WhatIsWrongIsNamed(string address, string named)
    {
        using var answer = await _app.Client().GetAsync("/sequences/api/v1/" + address);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task OpensAsync(string address, long number, params SequenceId[] expected)
    {
        var opened = await AskAsync(address);
        Assert.Equal(number, opened.EnumerateArray().Sum(s => s.GetProperty("times").GetInt64()));
        if (expected.Length > 0)
        {
            Assert.Equal(expected.Order(), IdsOf(opened).Order());
        }
    }

    private async Task<JsonElement> AskAsync(string address) =>
        Parse(await _app.Client().GetStringAsync("/sequences/api/v1/" + address));

    private static IEnumerable<SequenceId> IdsOf(JsonElement opened) =>
        opened.EnumerateArray().Select(s => SequenceId.Parse(s.GetProperty("sequenceId").GetString()!));

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
