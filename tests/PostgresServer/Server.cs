using System.Globalization;
using Npgsql;

namespace PostgresServer;

/// <summary>
/// A PostgreSQL server of a test's own: a new cluster in a temporary folder, reached by a socket in it only. It can be stopped as
/// a crash would, and started again.
/// </summary>
public sealed class Server : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long MemoryNeeded = 4L << 30;

    private readonly string? _folder;
    private readonly string _settings;
    private int _names;

    private Server(string? folder, string connectionString, string settings = "")
    {
        _folder = folder;
        _settings = settings;
        ConnectionString = connectionString;
    }

    /// <summary>As the server's owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether it can be stopped: one that was there before the test is not.</summary>
    public bool IsOwn => _folder is not null;

    private string Data => Path.Combine(_folder!, "data");

    /// <summary>Starts a server, or takes the one that the environment names.</summary>
    /// <param name="isOwn">Whether it must be one that the test may stop.</param>
    /// <returns>The server, or the reason why there is none.</returns>
    public static (Server? Server, string? Reason) TryStart(bool isOwn = false)
    {
        if (!isOwn && Environment.GetEnvironmentVariable("SEQLOG_POSTGRES") is { Length: > 0 } named)
        {
            return (new Server(null, named), null);
        }

        return ServerTools.Folder is null
            ? (null, "There is no PostgreSQL server here: initdb was found neither in /usr/lib/postgresql nor in PATH.")
            : (Create(), null);
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

    /// <summary>Drops a store with all that is in it; where the server itself goes in the end, that is not worth the time.</summary>
    public void Drop(string connectionString)
    {
        if (!IsOwn)
        {
            Execute(connectionString, $"DROP SCHEMA IF EXISTS \"{new NpgsqlConnectionStringBuilder(connectionString).SearchPath}\" CASCADE");
        }
    }

    public void Start() => ServerTools.Run(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_folder!, "log"), "-o",
        $"-c listen_addresses= -c unix_socket_directories={_folder} -c max_connections=200 -c autovacuum_naptime=10{_settings}");

    /// <summary>Stops at once: nothing is flushed, and whoever is connected hears nothing but the end.</summary>
    public void StopImmediately() => ServerTools.Run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);

    public void Dispose()
    {
        if (_folder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            StopImmediately();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static bool HasMemory() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MemoryNeeded;

    /// <summary>Starts a hot standby of this server, which shows what was committed only after a delay.</summary>
    public Server StartStandby(TimeSpan delay)
    {
        var folder = NewFolder();
        ServerTools.Run(
            "pg_basebackup", "-h", _folder!, "-U", "postgres", "-D", Path.Combine(folder, "data"), "--write-recovery-conf",
            "--checkpoint=fast", "--no-sync");
        return Start(folder, string.Create(CultureInfo.InvariantCulture, $" -c recovery_min_apply_delay={(int)delay.TotalMilliseconds}ms"));
    }

    private static Server Create()
    {
        var folder = NewFolder();
        ServerTools.Run(
            "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "-D", Path.Combine(folder, "data"));
        return Start(folder, "");
    }

    private static string NewFolder()
    {
        // A server in memory that waits for its disk is a fast one; what a crash of the machine leaves is none of these tests' affair.
        var folder = HasMemory() ? Directory.CreateDirectory($"{Memory}/seqlog-{Guid.NewGuid():N}") : Directory.CreateTempSubdirectory("seqlog-");
        ServerTools.GiveAway(folder.FullName);
        return folder.FullName;
    }

    private static Server Start(string folder, string settings)
    {
        var server = new Server(folder, $"Host={folder};Username=postgres;Database=postgres", settings);
        try
        {
            server.Start();
            return server;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }
}
