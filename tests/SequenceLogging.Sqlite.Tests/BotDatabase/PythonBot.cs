using System.Globalization;
using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Tests.BotDatabase;

/// <summary>Writes a <c>bot.db</c> as the Python bot does: the same tables, texts for ids and times, JSON for metadata.</summary>
internal sealed class PythonBot : IDisposable
{
    private const string Tables =
        """
        CREATE TABLE users (user_id INTEGER PRIMARY KEY);
        CREATE TABLE global_sequences (
            sequence_id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, username TEXT, language TEXT, status TEXT DEFAULT 'active',
            current_step TEXT, step_count INTEGER DEFAULT 0, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
            updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, completed_at TIMESTAMP, metadata TEXT,
            FOREIGN KEY (user_id) REFERENCES users (user_id));
        CREATE TABLE global_sequence_steps (
            step_id TEXT, sequence_id TEXT NOT NULL, step_name TEXT NOT NULL, component TEXT NOT NULL, step_order INTEGER,
            status TEXT DEFAULT 'completed', timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, metadata TEXT, error_message TEXT);
        CREATE TABLE global_component_links (
            link_id INTEGER PRIMARY KEY AUTOINCREMENT, sequence_id TEXT NOT NULL, component_name TEXT NOT NULL,
            entity_type TEXT NOT NULL, entity_id TEXT NOT NULL, link_type TEXT DEFAULT 'primary',
            created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, metadata TEXT);
        CREATE TABLE sequence_counter (
            id INTEGER PRIMARY KEY, year INTEGER NOT NULL, month INTEGER NOT NULL, counter INTEGER NOT NULL,
            updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, UNIQUE(year, month));
        """;

    private readonly Database _database;
    private DateTime _now = new(2025, 7, 14, 9, 12, 3, DateTimeKind.Utc);
    private int _counter;

    public PythonBot(string path, string? tables = Tables, string journalMode = "DELETE")
    {
        _database = Database.OpenWriter(path, TimeSpan.FromSeconds(5));
        _database.Execute($"PRAGMA foreign_keys = OFF; PRAGMA journal_mode = {journalMode}"); // as Python opens it
        if (tables is not null)
        {
            _database.Execute(tables);
        }
    }

    private string Now => _now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public string Start(long user, string? username, string? language)
    {
        var id = $"SEQ-2025-07-{++_counter:00000}";
        Execute(
            "INSERT INTO sequence_counter (year, month, counter) VALUES (2025, 7, $0) ON CONFLICT (year, month) DO UPDATE SET counter = $0",
            _counter);
        Execute(
            "INSERT INTO global_sequences (sequence_id, user_id, username, language, created_at, updated_at, metadata) VALUES ($0, $1, $2, $3, $4, $4, $5)",
            id, user, username, language, Now, """{"platform": "telegram", "initial_language": "en"}""");
        return id;
    }

    public void Step(string id, string name, string component = "handlers", string metadata = "{}", string? error = null)
    {
        _now = _now.AddSeconds(4);
        var status = error is null ? "completed" : "failed";
        Execute(
            """
            INSERT INTO global_sequence_steps (step_id, sequence_id, step_name, component, step_order, status, timestamp, metadata, error_message)
            SELECT $0 || ':' || $1, $0, $1, $2, step_count + 1, $3, $4, $5, $6 FROM global_sequences WHERE sequence_id = $0
            """,
            id, name, component, status, Now, metadata, error);
        Execute(
            "UPDATE global_sequences SET step_count = step_count + 1, current_step = $0 || ':' || $1, status = $2, updated_at = $3 WHERE sequence_id = $0",
            id, name, error is null ? "active" : "failed", Now);
    }

    public void Link(string id, string component, string type, string entity, string metadata = "{}") => Execute(
        "INSERT INTO global_component_links (sequence_id, component_name, entity_type, entity_id, created_at, metadata) VALUES ($0, $1, $2, $3, $4, $5)",
        id, component, type, entity, Now, metadata);

    public void Complete(string id, string status = "completed")
    {
        _now = _now.AddMinutes(1);
        Execute(
            "UPDATE global_sequences SET status = $1, completed_at = $2, updated_at = $2 WHERE sequence_id = $0", id, status, Now);
    }

    /// <summary>Runs a statement whose parameters are <c>$0</c>, <c>$1</c> …</summary>
    public void Execute(string sql, params object?[] values)
    {
        for (var i = values.Length - 1; i >= 0; i--)
        {
            var text = values[i] is null ? "NULL" : $"'{Convert.ToString(values[i], CultureInfo.InvariantCulture)!.Replace("'", "''", StringComparison.Ordinal)}'";
            sql = sql.Replace($"${i}", text, StringComparison.Ordinal);
        }

        _database.Execute(sql);
    }

    public void Dispose() => _database.Dispose();
}
