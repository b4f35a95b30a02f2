using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SequenceLogging.Insight;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>Where the journeys come from: the application's sequence log, or a reader alone, as <c>seqlog serve</c> has.</summary>
/// <param name="services">The application's.</param>
internal sealed class JourneySource(IServiceProvider services)
{
    private readonly Lazy<SequenceLog?> _log = new(services.GetService<SequenceLog>);

    /// <summary>The log of this process; null where there is a reader alone.</summary>
    public SequenceLog? Log => _log.Value;

    /// <summary>Answers from the store. Nothing is waited for that is on its way: looking on must not disturb who logs.</summary>
    public ISequenceReader Reader => Log?.Store.Reader ?? services.GetRequiredService<ISequenceReader>();

    /// <summary>For what goes wrong while nobody's question is being answered.</summary>
    public ILogger Logger { get; } =
        services.GetService<ILoggerFactory>()?.CreateLogger("SequenceLogging.AspNetCore.Dashboard") ?? NullLogger.Instance;

    public TimeProvider Time { get; } = services.GetService<TimeProvider>() ?? TimeProvider.System;

    /// <summary>What the log calls the store; null where there is none.</summary>
    public string? Name => Log?.StoreName;

    public JourneyAnalysis Analysis => new(Reader, Time);

    /// <exception cref="InvalidOperationException">The application has neither.</exception>
    public static JourneySource Of(IServiceProvider services)
    {
        // Asking for the log itself would open its store, which is the host's to do when it starts.
        var known = services.GetRequiredService<IServiceProviderIsService>();
        return known.IsService(typeof(SequenceLog)) || known.IsService(typeof(ISequenceReader))
            ? new JourneySource(services)
            : throw new InvalidOperationException(
                "MapSequenceDashboard finds no SequenceLog. Add one before the application is built: "
                + "builder.Services.AddSequenceLogging(o => o.UseSqlite(\"sequences.db\")), or builder.Services.AddSingleton(log) for a "
                + "log that you opened yourself.");
    }
}
