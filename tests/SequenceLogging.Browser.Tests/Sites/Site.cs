using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SequenceLogging.Browser.Tests.Sites;

/// <summary>An application with nothing but the dashboard, on a port of its own of this machine.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app, string mount) => (_app, Mount) = (app, mount);

    /// <summary>Where the dashboard is, with a slash behind it.</summary>
    public string Mount { get; }

    /// <param name="log">What it shows.</param>
    /// <param name="pathBase">In front of everything, as <c>/ops/bot</c>; empty for nothing.</param>
    public static async Task<Site> StartAsync(SequenceLog log, string pathBase = "")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(log);
        var app = builder.Build();
        if (pathBase.Length > 0)
        {
            app.UsePathBase(pathBase);
        }

        app.UseRouting();
        app.MapSequenceDashboard("/sequences");
        await app.StartAsync();
        return new Site(app, app.Urls.Single() + pathBase + "/sequences/");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
