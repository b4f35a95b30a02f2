using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// A log sink on SQLite as they are commonly written: a queue, a thread that takes 100 events at a time, one transaction for
/// them through ADO, the properties as a JSON column, an index on the time.
/// </summary>
public sealed class ConventionalSqliteSink : ILogEventSink, IDisposable
{
    private const int EventsPerTransaction = 100;

    private readonly BlockingCollection<LogEvent> _queue = new(boundedCapacity: 10_000);
    private readonly JsonValueFormatter _json = new();
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    public ConventionalSqliteSink(string path, string synchronous)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute($"PRAGMA synchronous = {synchronous}");
        Execute("CREATE TABLE Logs (id INTEGER PRIMARY KEY AUTOINCREMENT, Timestamp TEXT, Level TEXT, Exception TEXT, RenderedMessage TEXT, Properties TEXT)");
        Execute("CREATE INDEX Logs_Timestamp ON Logs (Timestamp)");
        _thread = new Thread(Write) { IsBackground = true };
        _thread.Start();
    }

    public void Emit(LogEvent logEvent) => _queue.Add(logEvent);

    /// <summary>Writes what waits, and closes.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
        _queue.Dispose();
    }

    private void Write()
    {
        List<LogEvent> batch = [];
        foreach (var logEvent in _queue.GetConsumingEnumerable())
        {
            batch.Add(logEvent);
            if (batch.Count == EventsPerTransaction || _queue.Count == 0)
            {
                Insert(batch);
                batch.Clear();
            }
        }
    }

    private void Insert(List<LogEvent> batch)
    {
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO Logs (Timestamp, Level, Exception, RenderedMessage, Properties) VALUES ($timestamp, $level, $exception, $message, $properties)";
        var timestamp = command.Parameters.Add("$timestamp", SqliteType.Text);
        var level = command.Parameters.Add("$level", SqliteType.Text);
        var exception = command.Parameters.Add("$exception", SqliteType.Text);
        var message = command.Parameters.Add("$message", SqliteType.Text);
        var properties = command.Parameters.Add("$properties", SqliteType.Text);
        foreach (var logEvent in batch)
        {
            timestamp.Value = logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", null);
            level.Value = logEvent.Level.ToString();
            exception.Value = logEvent.Exception?.ToString() ?? (object)DBNull.Value;
            message.Value = logEvent.RenderMessage(null);
            properties.Value = Json(logEvent);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private string Json(LogEvent logEvent)
    {
        using var text = new StringWriter();
        _json.Format(new StructureValue(logEvent.Properties.Select(p => new LogEventProperty(p.Key, p.Value))), text);
        return text.ToString();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
