using System.Globalization;
using Npgsql;

namespace PostgresServer;

/// <summary>
/// A PostgreSQL server of a test's own: a new cluster in a temporary folder, reached by a socket in it only. It can be stopped as
/// a crash would, and started again.
/// </summary>
public sealed class Server : IDisposable
{
    private readonly TempFolder? _folder;
    private readonly string _settings;
    private int _names;

    private Server(TempFolder? folder, string connectionString, string settings)
    {
        _folder = folder;
        _settings = settings;
        ConnectionString = connectionString;
    }

    /// <summary>As the server's owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether it can be stopped: one that was there before the test is not.</summary>
    public bool IsOwn => _folder is not null;

    private string Data => _folder!.File("data");

    /// <summary>Starts a server, or takes the one that the environment names.</summary>
    /// <param name="isDurable">Whether it waits for the disk; most tests need not.</param>
    /// <returns>The server, or the reason why there is none.</returns>
    public static (Server? Server, string? Reason) TryStart(bool isDurable = false)
    {
        if (!isDurable && Environment.GetEnvironmentVariable("SEQLOG_POSTGRES") is { Length: > 0 } named)
        {
            return (new Server(null, named, ""), null);
        }

        return ServerTools.Folder is null
            ? (null, "There is no PostgreSQL server here: initdb was found neither in /usr/lib/postgresql nor in PATH.")
            : (Create(isDurable), null);
    }

    /// <summary>A connection string for a store that no other test uses, in a schema of its own.</summary>
    public string NewStore(string name = "s") => WithSchema(
        string.Create(CultureInfo.InvariantCulture, $"{name}_{Environment.ProcessId}_{Interlocked.Increment(ref _names)}"));

    public string WithSchema(string schema) => new NpgsqlConnectionStringBuilder(ConnectionString) { SearchPath = schema }.ConnectionString;

    /// <summary>Runs a statement as the server's owner, in a store's schema.</summary>
    public static long? Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        return command.ExecuteScalar() switch
        {
            null or DBNull => null,
            IConvertible value => value.ToInt64(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    /// <summary>Drops a store with all that is in it.</summary>
    public static void Drop(string connectionString) => Execute(
        connectionString, $"DROP SCHEMA IF EXISTS \"{new NpgsqlConnectionStringBuilder(connectionString).SearchPath}\" CASCADE");

    public void Start() => ServerTools.Run("pg_ctl", "start", "-w", "-D", Data, "-l", _folder!.File("log"), "-o", _settings);

    /// <summary>Stops at once: nothing is flushed, and whoever is connected hears nothing but the end.</summary>
    public void StopImmediately() => ServerTools.Run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);

    public void Dispose()
    {
        if (_folder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            StopImmediately();
            _folder.Dispose();
        }
    }

    private static Server Create(bool isDurable)
    {
        var folder = new TempFolder();
        ServerTools.GiveAway(folder.Path);
        ServerTools.Run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "-D", folder.File("data"));
        string[] settings =
        [
            "-c listen_addresses=", $"-c unix_socket_directories={folder.Path}", "-c max_connections=200", "-c shared_buffers=64MB",
            "-c autovacuum_naptime=10", .. isDurable ? [] : new[] { "-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off" },
        ];
        var server = new Server(folder, $"Host={folder.Path};Username=postgres;Database=postgres", string.Join(' ', settings));
        try
        {
            server.Start();
            return server;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
