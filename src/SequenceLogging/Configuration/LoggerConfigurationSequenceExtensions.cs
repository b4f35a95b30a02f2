using SequenceLogging;
using SequenceLogging.Delivery;
using SequenceLogging.Enrichment;
using Serilog.Configuration;
using Serilog.Events;

// Serilog's own namespace, so that the verbs stand beside WriteTo.File and Enrich.FromLogContext without a further using.
#pragma warning disable IDE0130
namespace Serilog;
#pragma warning restore IDE0130

/// <summary>Puts sequences into a Serilog pipeline.</summary>
public static class LoggerConfigurationSequenceExtensions
{
    /// <summary>Puts the id of the current sequence on every event, as the property <c>SequenceId</c>.</summary>
    public static LoggerConfiguration WithSequence(this LoggerEnrichmentConfiguration enrichmentConfiguration)
    {
        ArgumentNullException.ThrowIfNull(enrichmentConfiguration);
        return enrichmentConfiguration.With<SequenceEnricher>();
    }

    /// <summary>Writes steps, links, status changes and errors of sequences to a store.</summary>
    /// <param name="sinkConfiguration">The place in the pipeline.</param>
    /// <param name="sequences">The open log of the store. Whoever opened it disposes it, after the logger.</param>
    /// <param name="restrictedToMinimumLevel">Events below this level are passed over.</param>
    public static LoggerConfiguration Sequences(
        this LoggerSinkConfiguration sinkConfiguration,
        SequenceLog sequences,
        LogEventLevel restrictedToMinimumLevel = LevelAlias.Minimum)
    {
        ArgumentNullException.ThrowIfNull(sinkConfiguration);
        ArgumentNullException.ThrowIfNull(sequences);
        return sinkConfiguration.Sink(new SequenceSink(sequences), restrictedToMinimumLevel);
    }

    /// <summary>
    /// Writes steps, links, status changes and errors of sequences to a store, and returns from the log call when they are
    /// durable there. What cannot be stored is an exception of the log call.
    /// </summary>
    /// <param name="auditConfiguration">The place in the pipeline.</param>
    /// <param name="sequences">The open log of the store. Whoever opened it disposes it, after the logger.</param>
    /// <param name="restrictedToMinimumLevel">Events below this level are passed over.</param>
    /// <remarks>
    /// The call throws an <see cref="AggregateException"/> of Serilog's around a
    /// <see cref="SequenceLogging.Storage.SequenceStoreException"/>, after <see cref="SequenceLogOptions.AuditTimeout"/> at the latest.
    /// Audits of several threads share a commit.
    /// </remarks>
    public static LoggerConfiguration Sequences(
        this LoggerAuditSinkConfiguration auditConfiguration,
        SequenceLog sequences,
        LogEventLevel restrictedToMinimumLevel = LevelAlias.Minimum)
    {
        ArgumentNullException.ThrowIfNull(auditConfiguration);
        ArgumentNullException.ThrowIfNull(sequences);
        return auditConfiguration.Sink(new SequenceAuditSink(sequences), restrictedToMinimumLevel);
    }
}
