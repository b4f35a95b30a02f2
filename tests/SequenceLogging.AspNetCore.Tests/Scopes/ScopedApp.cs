using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;
using SequenceLogging.Hosting.Logging;
using SequenceLogging.Journeys;
using Serilog.Events;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>An application with UseSequenceScope, on a test server or on Kestrel, whose journeys are in memory.</summary>
internal sealed class ScopedApp : IAsyncDisposable
{
    public const string Header = SequenceCarrier.HeaderName;

    private readonly WebApplication _app;
    private readonly CollectingSink _events;

    private ScopedApp(WebApplication app, CollectingSink events)
    {
        _app = app;
        _events = events;
        Sequences = app.Services.GetRequiredService<SequenceLog>();
        Client = app.Urls.Count == 0 ? app.GetTestClient() : new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static SequenceId Id { get; } = SequenceId.Parse("SEQ-2025-07-00001");

    public SequenceLog Sequences { get; }

    public HttpClient Client { get; }

    public TestServer Server => _app.GetTestServer();

    public IReadOnlyCollection<LogEvent> Events => _events.Events;

    /// <summary>The events of the middleware itself.</summary>
    public IReadOnlyList<LogEvent> Remarks => [.. Events.Where(e => e.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: string name } && name.EndsWith(nameof(SequenceScopeMiddleware), StringComparison.Ordinal))];

    /// <summary>Starts it. Every path answers which sequence is current, unless <paramref name="map"/> says more.</summary>
    public static async Task<ScopedApp> StartAsync(
        Action<SequenceScopeOptions>? configure = null,
        Action<WebApplication>? map = null,
        Action<WebApplication>? before = null,
        Action<SequenceLogOptions>? store = null,
        HttpProtocols? kestrel = null)
    {
        var events = new CollectingSink();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (kestrel is { } protocols)
        {
            builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = protocols));
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        builder.Logging.AddFilter<SequenceLoggerProvider>(category: null, LogLevel.Trace);
        builder.Services.AddRouting();
        builder.Services.AddSequenceLogging(store ?? (o => o.UseInMemory()), serilog => serilog.WriteTo.Sink(events));
        var app = builder.Build();
        before?.Invoke(app);
        app.UseSequenceScope(configure);
        app.UseRouting();
        map?.Invoke(app);
        app.MapFallback((HttpContext http) => http.Response.WriteAsync($"{SequenceScope.Current}"));
        await app.StartAsync();
        return new ScopedApp(app, events);
    }

    /// <summary>Asks for a path, with a header where one is given; answers the body.</summary>
    public async Task<string> GetAsync(string path = "/", string? sequence = null) => (await SendAsync(path, sequence)).Body;

    public async Task<(HttpStatusCode Status, string Body, string? Sequence)> SendAsync(
        string path = "/", string? sequence = null, string? baggage = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (sequence is not null)
        {
            request.Headers.TryAddWithoutValidation(Header, sequence);
        }

        if (baggage is not null)
        {
            request.Headers.TryAddWithoutValidation(SequenceCarrier.BaggageHeaderName, baggage);
        }

        using var response = await Client.SendAsync(request);
        return (
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.TryGetValues(Header, out var values) ? string.Join(',', values) : null);
    }

    public async Task<SequenceDetails?> JourneyAsync(SequenceId? id = null) => await Sequences.GetSequenceDetailsAsync(id ?? Id);

    public async Task<IReadOnlyList<SequenceHeader>> JourneysAsync() => await Sequences.GetRecentSequencesAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Which sequence an event carries; null for none.</summary>
    public static string? SequenceOf(LogEvent e) => e.Properties.TryGetValue("SequenceId", out var id) ? id.ToString("l", null) : null;
}
