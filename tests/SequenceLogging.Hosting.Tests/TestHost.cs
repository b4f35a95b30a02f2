using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SequenceLogging.Hosting.Tests;

/// <summary>Hosts without anything that is not asked for.</summary>
internal static class TestHost
{
    public static HostApplicationBuilder CreateBuilder(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        return builder;
    }

    public static ILogger LoggerOf(this IHost host, string category = "AdBot.Pricing") =>
        ((ILoggerFactory)host.Services.GetService(typeof(ILoggerFactory))!).CreateLogger(category);
}
