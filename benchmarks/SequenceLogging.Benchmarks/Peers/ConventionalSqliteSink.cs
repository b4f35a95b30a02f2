using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// A log sink on SQLite as they are commonly written: a queue, a thread that takes 100 events at a time, for these a connection
/// from ADO's pool, a command and a transaction, the properties as a JSON column, an index on the time.
/// </summary>
public sealed class ConventionalSqliteSink : ILogEventSink, IDisposable
{
    private const int EventsPerTransaction = 100;

    private const string Create =
        """
        CREATE TABLE Logs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            Timestamp TEXT, Level TEXT, Exception TEXT, RenderedMessage TEXT, Properties TEXT);
        CREATE INDEX Logs_Timestamp ON Logs (Timestamp);
        """;

    private const string Insert =
        """
        INSERT INTO Logs (Timestamp, Level, Exception, RenderedMessage, Properties)
        VALUES ($timestamp, $level, $exception, $message, $properties)
        """;

    private readonly BlockingCollection<LogEvent> _queue = new(boundedCapacity: 10_000);
    private readonly JsonValueFormatter _json = new();
    private readonly string _connectionString;
    private readonly string _settings;
    private readonly Thread _thread;

    /// <param name="path">The file.</param>
    /// <param name="settings">Statements that are run on each connection; none for what SQLite comes with.</param>
    public ConventionalSqliteSink(string path, string settings)
    {
        _connectionString = $"Data Source={path}";
        _settings = settings;
        using (var connection = Open())
        {
            Execute(connection, Create);
        }

        _thread = new Thread(Write) { IsBackground = true };
        _thread.Start();
    }

    public void Emit(LogEvent logEvent) => _queue.Add(logEvent);

    /// <summary>Writes what waits, and closes.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        using var connection = Open();
        SqliteConnection.ClearPool(connection);
        _queue.Dispose();
    }

    private void Write()
    {
        List<LogEvent> batch = [];
        foreach (var logEvent in _queue.GetConsumingEnumerable())
        {
            batch.Add(logEvent);
            if (batch.Count == EventsPerTransaction)
            {
                Write(batch);
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            Write(batch);
        }
    }

    private void Write(List<LogEvent> batch)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Insert;
        var timestamp = command.Parameters.Add("$timestamp", SqliteType.Text);
        var level = command.Parameters.Add("$level", SqliteType.Text);
        var exception = command.Parameters.Add("$exception", SqliteType.Text);
        var message = command.Parameters.Add("$message", SqliteType.Text);
        var properties = command.Parameters.Add("$properties", SqliteType.Text);
        foreach (var logEvent in batch)
        {
            timestamp.Value = logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            level.Value = logEvent.Level.ToString();
            exception.Value = logEvent.Exception?.ToString() ?? (object)DBNull.Value;
            message.Value = logEvent.RenderMessage(CultureInfo.InvariantCulture);
            properties.Value = JsonOf(logEvent);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private string JsonOf(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _json.Format(new StructureValue(logEvent.Properties.Select(p => new LogEventProperty(p.Key, p.Value))), text);
        return text.ToString();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        if (_settings.Length > 0)
        {
            Execute(connection, _settings);
        }

        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
