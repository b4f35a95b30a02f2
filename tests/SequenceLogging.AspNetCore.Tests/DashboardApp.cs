using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SequenceLogging.AspNetCore.Tests;

/// <summary>An application with a dashboard, whose requests come from where a test says.</summary>
internal sealed class DashboardApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardApp(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    /// <summary>Where requests come from, as far as the connection says; this machine unless a test says otherwise.</summary>
    public IPAddress? RemoteAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Requests without a host, which a client of our own would not send.</summary>
    public bool HasNoHost { get; set; }

    public static async Task<DashboardApp> StartAsync(
        Action<IServiceCollection> services,
        Action<SequenceDashboardOptions>? options = null,
        Action<IEndpointConventionBuilder>? conventions = null,
        Action<WebApplication>? pipeline = null,
        string environment = "Development",
        string pattern = "/sequences")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        services(builder.Services);
        var app = builder.Build();
        var dashboard = new DashboardApp(app);
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = dashboard.RemoteAddress;
            context.Request.Host = dashboard.HasNoHost ? default : context.Request.Host;
            return next(context);
        });
        pipeline?.Invoke(app);
        app.UseRouting();
        if (app.Services.GetService<Microsoft.AspNetCore.Authorization.IAuthorizationService>() is not null)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }

        var mapped = app.MapSequenceDashboard(pattern, options);
        conventions?.Invoke(mapped);
        await app.StartAsync();
        return dashboard;
    }

    public HttpClient Client() => _app.GetTestClient();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
