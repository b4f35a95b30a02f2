using PostgresServer;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Tests;

/// <summary>A store of one test's own; dropped with it.</summary>
internal sealed class TestStore : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly Server _server = TestServer.Get();

    public TestStore() => ConnectionString = _server.NewStore("own");

    public string ConnectionString { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static SequenceLogOptions Options(string connectionString, TimeProvider? time = null, bool partitioning = true) =>
        new SequenceLogOptions { TimeProvider = time ?? new ManualTimeProvider(Noon) }.UsePostgreSql(connectionString, partitioning: partitioning);

    public static ISequenceStore Open(string connectionString, TimeProvider? time = null, bool partitioning = true)
    {
        var options = Options(connectionString, time, partitioning);
        return options.Provider!.Open(options);
    }

    public ISequenceStore Open(TimeProvider? time = null, bool partitioning = true) => Open(ConnectionString, time, partitioning);

    public long? Execute(string sql) => Server.Execute(ConnectionString, sql);

    public void Dispose() => _server.Drop(ConnectionString);
}
