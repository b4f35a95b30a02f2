using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SequenceLogging;
using SequenceLogging.Hosting.Lifetime;
using SequenceLogging.Hosting.Logging;
using SequenceLogging.Hosting.Options;
using SequenceLogging.Hosting.Summaries;
using SequenceLogging.Summaries;
using Serilog;

// The container's own namespace, so that the verbs stand beside AddLogging and AddHostedService.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>
/// Puts a sequence log into an application.
/// <list type="bullet">
/// <item><c>AddSequenceLogging</c>: a <see cref="SequenceLog"/>, and what <c>ILogger</c> logs goes into it. A Serilog
/// pipeline of the application's own that also stands behind <c>ILogger</c> must not write to the store: each event would
/// be there twice. <c>Enrich.WithSequence()</c> is all it needs.</item>
/// <item><c>AddSequenceLog</c>: a <see cref="SequenceLog"/> and nothing else, for an application whose own Serilog
/// pipeline has <c>WriteTo.Sequences(log)</c>.</item>
/// </list>
/// Either way the store is opened before any service starts, and closed, with everything written, behind the last service
/// of the container. More about the options can come from anywhere (<c>Configure&lt;SequenceLogOptions&gt;</c>); all that is
/// wrong with them is told at once when the host starts.
/// </summary>
public static class SequenceServiceCollectionExtensions
{
    /// <summary>Adds a sequence log that <c>ILogger</c> feeds.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names the store, as in <c>o => o.UseSqlite("sequences.db")</c>.</param>
    /// <param name="serilog">
    /// Adds to the Serilog pipeline between <c>ILogger</c> and the store: more enrichers, more sinks, but not
    /// <c>WriteTo.Sequences</c>, which it has. It begins with <c>FromLogContext</c>, <c>WithSequence</c> and every level.
    /// </param>
    public static IServiceCollection AddSequenceLogging(
        this IServiceCollection services,
        Action<SequenceLogOptions> configure,
        Action<LoggerConfiguration>? serilog = null) =>
        services.AddSequenceLog(configure).AddLoggerFeed(serilog);

    /// <summary>Adds a sequence log that <c>ILogger</c> feeds, with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// Holds any of the options of <see cref="SequenceLogOptions"/> that are texts, numbers or times. What is in it and is
    /// none of them fails the start.
    /// </param>
    /// <param name="configure">Names the kind of store, as in <c>o => o.UseSqlite()</c>; has the last word.</param>
    /// <param name="serilog">
    /// Adds to the Serilog pipeline between <c>ILogger</c> and the store: more enrichers, more sinks, but not
    /// <c>WriteTo.Sequences</c>, which it has. It begins with <c>FromLogContext</c>, <c>WithSequence</c> and every level.
    /// </param>
    public static IServiceCollection AddSequenceLogging(
        this IServiceCollection services,
        IConfigurationSection section,
        Action<SequenceLogOptions> configure,
        Action<LoggerConfiguration>? serilog = null) =>
        services.AddSequenceLog(section, configure).AddLoggerFeed(serilog);

    /// <summary>Adds a sequence log that nothing feeds but the application's own Serilog pipeline.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names the store, as in <c>o => o.UseSqlite("sequences.db")</c>.</param>
    public static IServiceCollection AddSequenceLog(this IServiceCollection services, Action<SequenceLogOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.AddOptions<SequenceLogOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SequenceLogOptions>, OptionsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SequenceLogLifetime>());
        services.TryAddSingleton<HostedLog>();
        services.TryAddSingleton(provider => provider.GetRequiredService<HostedLog>().Share());
        return services;
    }

    /// <summary>
    /// Adds a sequence log that nothing feeds but the application's own Serilog pipeline, with options from configuration.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// Holds any of the options of <see cref="SequenceLogOptions"/> that are texts, numbers or times. What is in it and is
    /// none of them fails the start.
    /// </param>
    /// <param name="configure">Names the kind of store, as in <c>o => o.UseSqlite()</c>; has the last word.</param>
    public static IServiceCollection AddSequenceLog(
        this IServiceCollection services, IConfigurationSection section, Action<SequenceLogOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var settings = new OptionsSection(section);
        services.AddSingleton(settings);
        services.AddSingleton<IConfigureOptions<SequenceLogOptions>>(settings);
        return services.AddSequenceLog(configure);
    }

    /// <summary>
    /// Writes one event to <c>ILogger</c> for each journey that ends by name and for each that is stuck, so that a log viewer can
    /// count and chart journeys. It comes behind <c>AddSequenceLogging</c> or <c>AddSequenceLog</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes what is written, and when.</param>
    /// <remarks>
    /// Not on by itself, since it adds to what the application logs, and reads each journey once more. Wrong options fail the start.
    /// </remarks>
    public static IServiceCollection AddSequenceSummaries(
        this IServiceCollection services, Action<SummaryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SummaryService>(provider => new SummaryService(
            provider.GetService<SequenceLog>() ?? throw new InvalidOperationException(
                "AddSequenceSummaries finds no SequenceLog. Call services.AddSequenceLogging(o => o.UseSqlite(path)) before."),
            provider.GetRequiredService<ILoggerFactory>(),
            configure)));
        return services;
    }

    private static IServiceCollection AddLoggerFeed(this IServiceCollection services, Action<LoggerConfiguration>? serilog)
    {
        services.TryAddSingleton<LoggerFeed>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, DefaultLevel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, SequenceLoggerProvider>(CreateProvider));
        if (serilog is not null)
        {
            services.AddSingleton(new PipelineSetup(serilog));
        }

        return services;
    }

    private static SequenceLoggerProvider CreateProvider(IServiceProvider services)
    {
        var log = services.GetRequiredService<HostedLog>();
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IHostApplicationLifetime)) is not true)
        {
            // No host will start and open the store; a bad one must not go unnoticed.
            log.Open();
        }

        return new SequenceLoggerProvider(
            log, services.GetRequiredService<LoggerFeed>(), services.GetServices<PipelineSetup>());
    }
}
