using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;
using Serilog.Events;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>Where a request's sequence is current, and where it is not.</summary>
public class ScopeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static string Text => $"{ScopedApp.Id}";

    [Fact]
    public async Task WhatTheRequestLogsIsInItsJourney()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            map: a =>
            {
                a.Use(async (http, next) =>
                {
                    Logger(http).LogInformation("{StepName}", "Order_Step_1_Seen");
                    await next(http);
                    Logger(http).LogInformation("{StepName}", "Order_Step_3_Answered");
                });
                a.MapGet("/order", async (HttpContext http) =>
                {
                    await Task.Yield();
                    await Task.Run(() => Logger(http).LogInformation("{StepName}", "Order_Step_2_Made"));
                });
            });

        await app.GetAsync("/order", Text);
        await app.GetAsync("/order");

        var steps = (await app.JourneyAsync())!.Steps.Select(s => s.StepName.Value);
        Assert.Equal(["Order_Step_1_Seen", "Order_Step_2_Made", "Order_Step_3_Answered"], steps);
    }

    [Fact]
    public async Task OutsideOfItNothingIsCurrent()
    {
        string? before = "?", after = "?";
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            before: a => a.Use(async (http, next) =>
            {
                before = SequenceScope.Current?.ToString();
                await next(http);
                after = SequenceScope.Current?.ToString();
            }));

        Assert.Equal(Text, await app.GetAsync("/", Text));
        Assert.Null(before);
        Assert.Null(after);
        Assert.Null(SequenceScope.Current);
    }

    [Fact]
    public async Task WorkThatOutlivesTheRequestSeesNone()
    {
        var (hasBegun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        Task<(string?, string?)>? work = null;
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            map: a => a.MapGet("/start", async () =>
            {
                work = Task.Run(async () =>
                {
                    var during = SequenceScope.Current?.ToString();
                    hasBegun.SetResult();
                    await goOn.Task;
                    return (during, SequenceScope.Current?.ToString());
                });
                await hasBegun.Task;
            }));

        await app.GetAsync("/start", Text);
        goOn.SetResult();

        Assert.Equal((Text, null), await work!.WaitAsync(Patience));
    }

    [Fact]
    public async Task WorkInsideOfTheRequestSeesIt()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            map: a => a.MapGet("/wait", async () => await Task.Run(async () =>
            {
                await Task.Delay(20);
                return SequenceScope.Current?.ToString() ?? "none";
            })));

        Assert.Equal(Text, await app.GetAsync("/wait", Text));
    }

    [Fact]
    public async Task AnExceptionThatLeavesTheRequestIsLoggedInItsJourney()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            map: a => a.MapGet("/fail", void () => throw new InvalidOperationException("no stock")),
            kestrel: HttpProtocols.Http1);

        var (status, _, _) = await app.SendAsync("/fail", Text);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        var error = Assert.Single((await app.JourneyAsync())!.Errors);
        Assert.Contains("no stock", error.Error, StringComparison.Ordinal);

        // Kestrel has logged it, when the scope was over.
        var logged = Assert.Single(app.Events, e => e.Level == LogEventLevel.Error);
        Assert.Equal(Text, ScopedApp.SequenceOf(logged));

        // Without a sequence it names none.
        await app.SendAsync("/fail");
        Assert.Null(ScopedApp.SequenceOf(app.Events.Last(e => e.Level == LogEventLevel.Error)));
    }

    [Fact]
    public async Task AnErrorPageIsTheSameRequestOnceMore()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.WhenAbsent = WhenAbsent.Begin,
            before: a => a.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error" }),
            map: a =>
            {
                a.MapGet("/fail", void () => throw new InvalidOperationException("no stock"));
                a.MapGet("/error", (HttpContext http) =>
                    $"{SequenceScope.Current} {http.Features.Get<IExceptionHandlerFeature>()!.Error.Message}");
            });

        var (status, body, answer) = await app.SendAsync("/fail");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        var journey = Assert.Single(await app.JourneysAsync());
        Assert.Equal($"{journey.SequenceId} no stock", body);
        Assert.Equal($"{journey.SequenceId}", answer);
        Assert.Single((await app.JourneyAsync(journey.SequenceId))!.Errors);
    }

    [Fact]
    public async Task AStatusPageIsTheSameRequestOnceMore()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.WhenAbsent = WhenAbsent.Begin,
            before: a => a.UseStatusCodePagesWithReExecute("/status"),
            map: a =>
            {
                a.MapGet("/gone", () => Results.StatusCode(410));
                a.MapGet("/status", () => $"{SequenceScope.Current}");
            });

        var (_, body, answer) = await app.SendAsync("/gone");

        Assert.Equal($"{Assert.Single(await app.JourneysAsync()).SequenceId}", body);
        Assert.Equal(body, answer);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "mine")]
    public async Task TheResponseNamesItUnlessToldOtherwise(bool isOwn, string? expected)
    {
        await using var app = await ScopedApp.StartAsync(
            o =>
            {
                o.Trust = CarrierTrust.Header;
                o.RespondWithId = isOwn;
            },
            map: a => a.MapGet("/own", (HttpContext http) =>
            {
                if (isOwn)
                {
                    http.Response.Headers[ScopedApp.Header] = "mine";
                }

                return "";
            }));

        Assert.Equal(expected, (await app.SendAsync("/own", Text)).Sequence);
    }

    [Fact]
    public async Task BehindAResponseThatHasStartedItIsCurrentAllTheSame()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            before: a => a.Use(async (http, next) =>
            {
                await http.Response.StartAsync();
                await next(http);
            }));

        var (status, body, answer) = await app.SendAsync(sequence: Text);

        Assert.Equal((HttpStatusCode.OK, Text, null), (status, body, answer));
    }

    [Fact]
    public async Task AStreamKeepsItsSequenceToTheEnd()
    {
        var isRead = new SemaphoreSlim(0);
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            map: a => a.MapGet("/stream", async (HttpContext http) =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await http.Response.WriteAsync($"{SequenceScope.Current}\n");
                    await http.Response.Body.FlushAsync();
                    Assert.True(await isRead.WaitAsync(Patience));
                }
            }));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stream");
        request.Headers.Add(ScopedApp.Header, Text);

        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal([Text], response.Headers.GetValues(ScopedApp.Header));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Text, await lines.ReadLineAsync().WaitAsync(Patience));
            isRead.Release();
        }

        Assert.Null(await lines.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task AWebSocketKeepsItsSequenceToTheEnd()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            before: a => a.UseWebSockets(),
            map: a => a.MapGet("/socket", async (HttpContext http) =>
            {
                using var socket = await http.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[16];
                while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType is not WebSocketMessageType.Close)
                {
                    await socket.SendAsync(
                        Encoding.UTF8.GetBytes($"{SequenceScope.Current}"), WebSocketMessageType.Text, true, CancellationToken.None);
                }

                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }));
        var client = app.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers[ScopedApp.Header] = Text;

        using var socket = await client.ConnectAsync(new Uri("ws://localhost/socket"), CancellationToken.None);
        var answer = new byte[64];
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync("?"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            var received = await socket.ReceiveAsync(answer, CancellationToken.None).WaitAsync(Patience);
            Assert.Equal(Text, Encoding.UTF8.GetString(answer, 0, received.Count));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task AServerThatWasStartedInAScopeDoesNotHandItToItsRequests()
    {
        await using var other = await ScopedApp.StartAsync();
        using var around = other.Sequences.Resume(SequenceId.Parse("SEQ-2024-01-00009"));

        await using var app = await ScopedApp.StartAsync(o => o.Trust = CarrierTrust.Header, kestrel: HttpProtocols.Http1);

        Assert.NotNull(SequenceScope.Current);
        Assert.Equal("", await app.GetAsync("/"));
        Assert.Equal(Text, await app.GetAsync("/", Text));
        Assert.Equal("", await app.GetAsync("/"));
    }

    private static Microsoft.Extensions.Logging.ILogger Logger(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
}
