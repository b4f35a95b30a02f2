using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>
/// Other services on this machine, one server under two names: <c>localhost</c>, which tests name, and <c>127.0.0.1</c>, which is a
/// stranger. It notes what each request tells, and sends on who asks for it.
/// </summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Visit> _visits = new();

    private Services()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public IReadOnlyList<Visit> Visits => [.. _visits];

    /// <summary>How often it answers 503 first.</summary>
    public int Failures { get; set; }

    public Uri Named => new($"http://localhost:{Port}/");

    public Uri Stranger => new($"http://127.0.0.1:{Port}/");

    private int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<Services> StartAsync()
    {
        var services = new Services();
        await services._app.StartAsync();
        return services;
    }

    /// <summary>The address of a place that sends on to others, one after the other.</summary>
    public static Uri Via(Uri first, int status, params Uri[] others) =>
        others is [var next, .. var rest]
            ? new Uri(first, $"?status={status}&to={Uri.EscapeDataString($"{Via(next, status, rest)}")}")
            : first;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        using var body = new StreamReader(request.Body);
        _visits.Enqueue(new Visit(
            request.Host.Host,
            request.Method,
            Told(request, SequenceCarrier.HeaderName),
            Told(request, SequenceCarrier.BaggageHeaderName),
            Told(request, "Authorization"),
            await body.ReadToEndAsync()));
        if (Failures > 0)
        {
            Failures--;
            http.Response.StatusCode = 503;
        }
        else if (request.Query["to"].FirstOrDefault() is { } to)
        {
            http.Response.StatusCode = int.Parse(request.Query["status"]!);
            http.Response.Headers.Location = to;
        }
    }

    private static string? Told(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) ? string.Join(" | ", values.ToArray()) : null;

    internal sealed record Visit(
        string Host, string Method, string? Sequence, string? Baggage, string? Authorization, string Body);
}
