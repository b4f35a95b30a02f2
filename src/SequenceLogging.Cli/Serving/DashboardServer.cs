using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Serving;

/// <summary>
/// The dashboard on this machine's own addresses. Here, and nowhere else in this program, is the web server: whoever asks anything
/// else does not wait for it to be loaded.
/// </summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    /// <summary>So long requests may take to end when it ends; whoever looks on live is told at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private DashboardServer(WebApplication app) => _app = app;

    /// <summary>Where it is.</summary>
    public Uri Address { get; private init; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="reader">The store; nothing is asked of it but questions.</param>
    /// <param name="name">The store as people call it.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="seq">Where journeys stand in Seq; null for no links.</param>
    /// <param name="around">The clock, and where errors are told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectedFailure">The port is taken.</exception>
    public static async Task<DashboardServer> StartAsync(
        ISequenceReader reader, string name, int port, SeqAddresses? seq, Surroundings around, CancellationToken cancellationToken)
    {
        // Empty: no settings file or variable of the folder or the environment opens another address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Listen(kestrel, port);
        });
        builder.Logging
            .AddProvider(new TalkLogger(around.Error))
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // that it did not start is said below, in one line
        builder.Services
            .AddRouting()
            .AddSingleton<IHostLifetime, CallersLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = Patience)
            .AddSingleton(around.Time)
            .AddSingleton(reader);
        var app = builder.Build();
        app.MapSequenceDashboard("/", dashboard =>
        {
            (dashboard.Title, dashboard.StoreName) = ($"Sequences in {name}", name);
            dashboard.AllowLocalOutsideDevelopment = true;
            if (seq is not null)
            {
                dashboard.JourneyLink = seq.OfJourney;
                dashboard.StepLink = seq.OfStep;
            }
        });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw WhyClosed(port, e);
        }

        return new DashboardServer(app) { Address = new Uri($"http://localhost:{new Uri(app.Urls.First()).Port}/") };
    }

    /// <summary>Serves until it is told to end, and then ends in order.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.StopAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // A port that the system chooses is one of one address only.
    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, port);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }

    private static ExpectedFailure WhyClosed(int port, Exception e) => new(
        ExitCode.Failure,
        e is { InnerException: AddressInUseException }
            ? $"port {port} is taken by another program. Name a free one: seqlog serve --port {(port < 65_535 ? port + 1 : 5380)}, or --port 0 for any."
            : $"port {port} cannot be opened: {e.Message} Name another one: seqlog serve --port 5380.");
}
