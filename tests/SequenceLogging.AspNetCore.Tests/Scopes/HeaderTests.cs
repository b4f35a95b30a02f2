using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>Whom requests that go out tell their sequence, and whom not.</summary>
public sealed class HeaderTests : IAsyncLifetime
{
    private const string Id = "SEQ-2025-07-00001";

    private readonly TestSequences _sequences = TestSequences.Start();
    private Services _services = null!;

    public async ValueTask InitializeAsync() => _services = await Services.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _sequences.DisposeAsync();
    }

    [Fact]
    public async Task ANamedHostIsToldAndNoOther()
    {
        using var client = Client();
        using (Enter())
        {
            await client.GetAsync(_services.Named);
            await client.GetAsync(_services.Stranger);
            using (SequenceLog.Suppress())
            {
                await client.GetAsync(_services.Named);
            }
        }

        await client.GetAsync(_services.Named);

        Assert.Equal([Id, null, null, null], _services.Visits.Select(v => v.Sequence));
        Assert.All(_services.Visits, v => Assert.Null(v.Baggage));
    }

    [Fact]
    public void WhoDoesNotAwaitIsServedToo()
    {
        using var client = Client();
        using (Enter())
        {
            client.Send(new HttpRequestMessage(HttpMethod.Get, Services.Via(_services.Named, 302, _services.Stranger)));
        }

        Assert.Equal([("localhost", Id), ("127.0.0.1", null)], _services.Visits.Select(v => (v.Host, v.Sequence)));
    }

    [Theory]
    [InlineData("orders.internal", "http://orders.internal/", true)]
    [InlineData("orders.internal", "https://ORDERS.internal:8443/a?b", true)]
    [InlineData("orders.internal", "http://orders.internal.example.com/", false)]
    [InlineData("orders.internal", "http://my.orders.internal/", false)]
    [InlineData("orders.internal", "http://example.com/orders.internal", false)]
    [InlineData("orders.internal", "http://orders.internal@example.com/", false)]
    [InlineData("*.internal", "http://my.orders.internal/", true)]
    [InlineData("*.internal", "http://internal/", false)]
    [InlineData("*.internal", "http://myinternal/", false)]
    [InlineData("bücher.example", "http://xn--bcher-kva.example/", true)]
    [InlineData("::1", "http://[::1]:80/", true)]
    [InlineData("[::1]", "http://[::1]:80/", true)]
    [InlineData("10.0.0.7", "http://10.0.0.7/", true)]
    public void AHostIsTheNamedOneOrNot(string host, string uri, bool isNamed) =>
        Assert.Equal(isNamed, new NamedHosts([host]).Contains(new Uri(uri)));

    [Theory]
    [InlineData("http://orders.internal")]
    [InlineData("orders.internal:8080")]
    [InlineData("orders.internal/")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("*.*.internal")]
    [InlineData("")]
    [InlineData(null)]
    public void WhatIsNoHostIsRefused(string? host)
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => new ServiceCollection().AddHttpClient("orders").AddSequenceHeader(o => o.Hosts.Add(host!)));

        Assert.Contains("is not the name of a host", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoHostAtAllIsRefused()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => new ServiceCollection().AddHttpClient("orders").AddSequenceHeader(_ => { }));

        Assert.Contains("o.Hosts.Add(\"orders.internal\")", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClientOfTheFactoryTellsIt()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_sequences.Log);
        services.AddHttpClient("orders").AddSequenceHeader(o => o.Hosts.Add("localhost"));
        await using var provider = services.BuildServiceProvider();

        using (Enter())
        {
            await provider.GetRequiredService<IHttpClientFactory>().CreateClient("orders").GetAsync(
                Services.Via(_services.Named, 307, _services.Stranger));
        }

        Assert.Equal([Id, null], _services.Visits.Select(v => v.Sequence));
    }

    [Fact]
    public async Task WithoutALogTheClientSaysWhichLineIsMissing()
    {
        var services = new ServiceCollection();
        services.AddHttpClient("orders").AddSequenceHeader(o => o.Hosts.Add("localhost"));
        await using var provider = services.BuildServiceProvider();

        var refusal = Assert.Throws<InvalidOperationException>(
            () => provider.GetRequiredService<IHttpClientFactory>().CreateClient("orders"));

        Assert.Contains("\"orders\" finds no SequenceLog. Call services.AddSequenceLogging(", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(308)]
    public async Task ARedirectToAnotherHostTakesNothingAlong(int status)
    {
        using var client = Client(inBaggage: true);
        using (Enter())
        {
            await client.GetAsync(Services.Via(
                _services.Named, status, _services.Named, _services.Stranger, _services.Stranger, _services.Named));
        }

        Assert.Equal(
            [("localhost", Id), ("localhost", Id), ("127.0.0.1", null), ("127.0.0.1", null), ("localhost", Id)],
            _services.Visits.Select(v => (v.Host, v.Sequence)));
        Assert.All(_services.Visits, v => Assert.Equal(v.Sequence is null ? null : $"sequence.id={Id}", v.Baggage));
    }

    [Fact]
    public async Task WithoutTheHandlersOwnRedirectsItWouldGoAlong()
    {
        // What the handler is for: a header that is put in outside of the handler that follows redirects.
        using var client = new HttpClient(new SocketsHttpHandler());
        client.DefaultRequestHeaders.Add(SequenceCarrier.HeaderName, Id);

        await client.GetAsync(Services.Via(_services.Named, 302, _services.Stranger));

        Assert.Equal([Id, Id], _services.Visits.Select(v => v.Sequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatTheApplicationHasPutInItselfStaysWithItsHost(bool isTriedAgain)
    {
        using var client = new HttpClient(new TriesTwice { InnerHandler = Handler(inBaggage: true) });
        _services.Failures = isTriedAgain ? 1 : 0;
        using var request = new HttpRequestMessage(
            HttpMethod.Get, Services.Via(_services.Stranger, 302, _services.Stranger, _services.Named));
        request.Headers.Add(SequenceCarrier.HeaderName, "SEQ-2024-01-00009");
        request.Headers.Add(SequenceCarrier.BaggageHeaderName, "a=b");

        using (Enter())
        {
            await client.SendAsync(request);
        }

        var visits = _services.Visits.Skip(isTriedAgain ? 1 : 0);
        Assert.Equal(["SEQ-2024-01-00009", "SEQ-2024-01-00009", Id], visits.Select(v => v.Sequence));
        Assert.Equal(["a=b", "a=b", $"a=b,sequence.id={Id}"], visits.Select(v => v.Baggage));
    }

    [Fact]
    public async Task ARequestThatIsTriedAgainLeavesNothingForAStranger()
    {
        using var client = new HttpClient(new TriesTwice { InnerHandler = Handler(inBaggage: true) });
        _services.Failures = 1;

        using (Enter())
        {
            await client.GetAsync(Services.Via(_services.Named, 302, _services.Stranger));
        }

        Assert.Equal([Id, Id, null], _services.Visits.Select(v => v.Sequence));
        Assert.Equal([$"sequence.id={Id}", $"sequence.id={Id}", null], _services.Visits.Select(v => v.Baggage));
    }

    [Fact]
    public async Task BaggageIsWrittenOnceWithWhatIsThere()
    {
        using var client = Client(inBaggage: true);
        using var plain = Client();
        using var activity = new Activity("order").AddBaggage("tenant", "acme").Start();
        using (Enter())
        {
            await client.GetAsync(_services.Named);
            await client.GetAsync(_services.Stranger);
            await plain.GetAsync(_services.Named);
        }

        // HttpClient's own words are those of the other two.
        Assert.All(_services.Visits, v => Assert.Equal(1, v.Baggage!.Split("tenant").Length - 1));
        Assert.EndsWith($",sequence.id={Id}", _services.Visits[0].Baggage, StringComparison.Ordinal);
        Assert.DoesNotContain("sequence", _services.Visits[1].Baggage + _services.Visits[2].Baggage, StringComparison.Ordinal);
        Assert.Equal([Id, null, Id], _services.Visits.Select(v => v.Sequence));
    }

    [Fact]
    public async Task ABaggageThatHttpClientWasToldNotToWriteIsNotWrittenForIt()
    {
        using var client = Client(inBaggage: true, new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var activity = new Activity("order").AddBaggage("tenant", "acme").Start();
        using (Enter())
        {
            await client.GetAsync(_services.Named);
        }

        Assert.Equal($"sequence.id={Id}", Assert.Single(_services.Visits).Baggage);
    }

    [Fact]
    public async Task WhatCameAsBaggageGoesNoFurther()
    {
        // ASP.NET Core takes the baggage of a request into its activity, and HttpClient would hand it on.
        using var plain = new HttpClient();
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.None,
            map: a => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(a, "/on", async () =>
            {
                await plain.GetAsync(_services.Stranger);
                return $"{Activity.Current?.GetBaggageItem("tenant")}";
            }),
            kestrel: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);

        var (_, body, _) = await app.SendAsync("/on", baggage: $"tenant=acme,sequence.id={Id},sequence.id={Id}");

        Assert.Equal("acme", body); // so there was an activity with the baggage
        var visit = Assert.Single(_services.Visits);
        Assert.Contains("tenant", visit.Baggage, StringComparison.Ordinal);
        Assert.DoesNotContain("sequence", visit.Baggage, StringComparison.Ordinal);
    }

    private SequenceScope Enter() => _sequences.Log.Resume(SequenceId.Parse(Id));

    private HttpClient Client(bool inBaggage = false, HttpMessageHandler? primary = null) => new(Handler(inBaggage, primary));

    private SequenceHeaderHandler Handler(bool inBaggage = false, HttpMessageHandler? primary = null)
    {
        var options = new SequenceHeaderOptions { InBaggage = inBaggage };
        options.Hosts.Add("localhost");
        return new SequenceHeaderHandler(_sequences.Log, options) { InnerHandler = primary ?? new SocketsHttpHandler() };
    }

    /// <summary>As a library for resilience does, with the same request.</summary>
    private sealed class TriesTwice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var first = await base.SendAsync(request, cancellationToken);
            return first.StatusCode is HttpStatusCode.ServiceUnavailable ? await base.SendAsync(request, cancellationToken) : first;
        }
    }
}
