using Microsoft.Data.Sqlite;
using Serilog;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>The steps as events of a conventional SQLite sink.</summary>
public sealed class ConventionalSqlitePeer : SerilogPeer
{
    private readonly string _path;

    private ConventionalSqlitePeer(string path, string name, string durability, string settings)
        : base(new LoggerConfiguration().WriteTo.Sink(new ConventionalSqliteSink(path, settings)))
    {
        _path = path;
        Name = "conventional SQLite log sink, " + name;
        Durability = durability + "; a table of events";
    }

    public override string Name { get; }

    public override string Durability { get; }

    /// <summary>As it is without any setting: a rollback journal, and FULL.</summary>
    public static ConventionalSqlitePeer AsSqliteComes(string folder) =>
        new(PathIn(folder), "as SQLite comes", "survives power loss (FULL)", "");

    /// <summary>With a write-ahead log, which its author would have to know of.</summary>
    public static ConventionalSqlitePeer WithWriteAheadLog(string folder) =>
        new(PathIn(folder), "with a WAL", "survives power loss (FULL)", "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");

    /// <summary>As the one in common use sets it, which may leave a broken file behind.</summary>
    public static ConventionalSqlitePeer WithJournalInMemory(string folder) =>
        new(PathIn(folder), "journal in memory", "a crash may break the file (NORMAL)", "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL");

    public override Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT RenderedMessage FROM Logs ORDER BY id";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            messages.Add(reader.GetString(0).Replace("\"", "", StringComparison.Ordinal));
        }

        return Task.FromResult<IReadOnlyList<string>>(messages);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "conventional.db");
}
