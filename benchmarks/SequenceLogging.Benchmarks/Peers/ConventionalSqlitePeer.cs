using Microsoft.Data.Sqlite;
using Serilog;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>The steps as events of a conventional SQLite sink.</summary>
public sealed class ConventionalSqlitePeer : SerilogPeer
{
    private readonly string _path;
    private readonly string _synchronous;

    public ConventionalSqlitePeer(string folder, string synchronous = "FULL")
        : base(new LoggerConfiguration().WriteTo.Sink(new ConventionalSqliteSink(PathIn(folder), synchronous)))
    {
        _path = PathIn(folder);
        _synchronous = synchronous;
    }

    public override string Name => $"a conventional SQLite log sink, {_synchronous}";

    public override string Durability => _synchronous == "FULL"
        ? "survives power loss (FULL); a table of events"
        : "survives the process (NORMAL), not power loss; a table of events";

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
