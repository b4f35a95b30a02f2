using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SequenceLogging.AspNetCore.Tests.Live;

/// <summary>A dashboard behind a real server on this machine, where a client that does not read holds up the line.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveSite(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<LiveSite> StartAsync(Action<IServiceCollection> services, Action<SequenceDashboardOptions>? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        services(builder.Services);
        var app = builder.Build();
        app.MapSequenceDashboard("/sequences", o =>
        {
            o.LivePollInterval = TimeSpan.FromMilliseconds(50);
            options?.Invoke(o);
        });
        await app.StartAsync();
        return new LiveSite(app);
    }

    /// <summary>Opens a stream and reads nothing of it but its first event.</summary>
    public async Task<LiveReader> OpenAsync(string query = "", string? lastEventId = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port);
        var last = lastEventId is null ? "" : $"Last-Event-ID: {lastEventId}\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /sequences/api/v1/live{query} HTTP/1.1\r\nHost: localhost:{Address.Port}\r\nAccept: text/event-stream\r\n{last}\r\n"));
        return new LiveReader(socket);
    }

    public HttpClient Client() => new() { BaseAddress = Address };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
