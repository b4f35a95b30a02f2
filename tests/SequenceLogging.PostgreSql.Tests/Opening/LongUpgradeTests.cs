using System.Diagnostics;
using Npgsql;

namespace SequenceLogging.PostgreSql.Tests.Opening;

/// <summary>Tables that take longer to make than a statement may take: here the server is slow on purpose.</summary>
public sealed class LongUpgradeTests : IDisposable
{
    /// <summary>Longer than a connection string with a command timeout of 1 s waits for an answer, which is 6 s.</summary>
    private const int Slowness = 7;

    private readonly TestStore _store = new();
    private readonly string _schema;
    private readonly string _connectionString;

    public LongUpgradeTests()
    {
        var text = new NpgsqlConnectionStringBuilder(_store.ConnectionString);
        _schema = text.SearchPath!;
        text.CommandTimeout = 1;
        _connectionString = text.ConnectionString;
        _store.Execute(
            $"""
            CREATE SCHEMA {_schema};
            CREATE FUNCTION {_schema}.wait() RETURNS event_trigger LANGUAGE plpgsql AS
            $$ BEGIN
                 IF EXISTS (SELECT 1 FROM pg_event_trigger_ddl_commands() WHERE object_identity = '{_schema}.global_sequences') THEN
                   PERFORM pg_sleep({Slowness});
                 END IF;
               END $$;
            CREATE EVENT TRIGGER {_schema}_waits ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION {_schema}.wait()
            """);
    }

    public void Dispose()
    {
        _store.Execute($"DROP EVENT TRIGGER {_schema}_waits");
        _store.Dispose();
    }

    [Fact]
    public async Task ItIsWaitedForWhateverTheConnectionStringSaysAndCanBeGivenUp()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PostgreSqlSchema.EnsureAsync(_connectionString, cancellationToken: patience.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(Slowness - 1));
        Assert.Equal(0, _store.Execute("SELECT version FROM store_version"));

        start = Stopwatch.GetTimestamp();
        await PostgreSqlSchema.EnsureAsync(_connectionString, cancellationToken: TestStore.Token);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(Slowness), TimeSpan.FromMinutes(1));
        Assert.Equal(0, _store.Execute("SELECT count(*) FROM global_sequences"));
    }
}
