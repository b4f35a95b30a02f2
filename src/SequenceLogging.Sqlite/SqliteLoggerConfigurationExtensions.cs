using Microsoft.Extensions.Configuration;
using SequenceLogging;
using SequenceLogging.Delivery;
using SequenceLogging.Sinks;
using Serilog.Configuration;
using Serilog.Events;

// Serilog's own namespace, so that the verb stands beside WriteTo.File without a further using.
#pragma warning disable IDE0130
namespace Serilog;
#pragma warning restore IDE0130

/// <summary>Puts a SQLite store behind a Serilog pipeline, by code or by <c>appsettings.json</c>.</summary>
public static class SqliteLoggerConfigurationExtensions
{
    /// <summary>
    /// Writes steps, links, status changes and errors of sequences to a SQLite file, which is opened here and closed with
    /// the logger. <see cref="SequenceLog.Open(Action{SequenceLogOptions})"/> on the same path shares it; then the options
    /// of whoever opened it first count, and it stays open for the other.
    /// </summary>
    /// <example><code>
    /// "Serilog": {
    ///   "Using": [ "SequenceLogging", "SequenceLogging.Sqlite" ],
    ///   "Enrich": [ "WithSequence" ],
    ///   "WriteTo": [ { "Name": "Sequences", "Args": { "path": "sequences.db" } } ]
    /// }
    /// </code></example>
    /// <param name="sinkConfiguration">The place in the pipeline.</param>
    /// <param name="path">The file; default <c>sequences.db</c> in the current folder.</param>
    /// <param name="useJournal">See <see cref="SequenceLogOptions.UseJournal"/>.</param>
    /// <param name="journalPath">See <see cref="SequenceLogOptions.JournalPath"/>.</param>
    /// <param name="batchSize">See <see cref="SequenceLogOptions.BatchSize"/>.</param>
    /// <param name="batchDelay">See <see cref="SequenceLogOptions.BatchDelay"/>.</param>
    /// <param name="queueBytes">See <see cref="SequenceLogOptions.QueueBytes"/>.</param>
    /// <param name="queueRecords">See <see cref="SequenceLogOptions.QueueRecords"/>.</param>
    /// <param name="overflow">See <see cref="SequenceLogOptions.Overflow"/>.</param>
    /// <param name="fullWait">See <see cref="SequenceLogOptions.FullWait"/>.</param>
    /// <param name="shutdownTimeout">See <see cref="SequenceLogOptions.ShutdownTimeout"/>.</param>
    /// <param name="readYourWritesTimeout">See <see cref="SequenceLogOptions.ReadYourWritesTimeout"/>.</param>
    /// <param name="auditTimeout">See <see cref="SequenceLogOptions.AuditTimeout"/>.</param>
    /// <param name="idTimeout">See <see cref="SequenceLogOptions.IdTimeout"/>.</param>
    /// <param name="requireId">See <see cref="SequenceLogOptions.RequireId"/>.</param>
    /// <param name="idBlockSize">See <see cref="SequenceLogOptions.IdBlockSize"/>.</param>
    /// <param name="retainFor">See <see cref="SequenceLogOptions.RetainFor"/>; as <c>90.00:00:00</c> for 90 days.</param>
    /// <param name="retainBytes">See <see cref="SequenceLogOptions.RetainBytes"/>.</param>
    /// <param name="retainActive">See <see cref="SequenceLogOptions.RetainActive"/>.</param>
    /// <param name="restrictedToMinimumLevel">Events below this level are passed over.</param>
    /// <param name="configuration">
    /// Given by Serilog.Settings.Configuration, which passes over arguments that it does not know; with it they are found
    /// and refused here.
    /// </param>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceLogging.Storage.SequenceStoreException">The store cannot be opened.</exception>
    public static LoggerConfiguration Sequences(
        this LoggerSinkConfiguration sinkConfiguration,
        string path = SqliteSequenceLogExtensions.DefaultPath,
        bool? useJournal = null,
        string? journalPath = null,
        int? batchSize = null,
        TimeSpan? batchDelay = null,
        long? queueBytes = null,
        long? queueRecords = null,
        OverflowPolicy? overflow = null,
        TimeSpan? fullWait = null,
        TimeSpan? shutdownTimeout = null,
        TimeSpan? readYourWritesTimeout = null,
        TimeSpan? auditTimeout = null,
        TimeSpan? idTimeout = null,
        bool? requireId = null,
        int? idBlockSize = null,
        TimeSpan? retainFor = null,
        long? retainBytes = null,
        bool? retainActive = null,
        LogEventLevel restrictedToMinimumLevel = LevelAlias.Minimum,
        IConfiguration? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(sinkConfiguration);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (configuration is not null)
        {
            SinkArguments.Check(
                configuration,
                typeof(SqliteLoggerConfigurationExtensions).GetMethod(nameof(Sequences))!,
                nameof(path),
                path,
                SqliteSequenceLogExtensions.DefaultPath);
        }

        var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(path);
            o.UseJournal = useJournal ?? o.UseJournal;
            o.JournalPath = journalPath;
            o.BatchSize = batchSize ?? o.BatchSize;
            o.BatchDelay = batchDelay ?? o.BatchDelay;
            o.QueueBytes = queueBytes ?? o.QueueBytes;
            o.QueueRecords = queueRecords ?? o.QueueRecords;
            o.Overflow = overflow ?? o.Overflow;
            o.FullWait = fullWait ?? o.FullWait;
            o.ShutdownTimeout = shutdownTimeout ?? o.ShutdownTimeout;
            o.ReadYourWritesTimeout = readYourWritesTimeout ?? o.ReadYourWritesTimeout;
            o.AuditTimeout = auditTimeout ?? o.AuditTimeout;
            o.IdTimeout = idTimeout ?? o.IdTimeout;
            o.RequireId = requireId ?? o.RequireId;
            o.IdBlockSize = idBlockSize ?? o.IdBlockSize;
            o.RetainFor = retainFor;
            o.RetainBytes = retainBytes;
            o.RetainActive = retainActive ?? o.RetainActive;
        });
        return sinkConfiguration.Sink(new OwningSink(log), restrictedToMinimumLevel);
    }
}
