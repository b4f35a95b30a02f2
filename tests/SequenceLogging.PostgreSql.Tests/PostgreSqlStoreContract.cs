using System.Diagnostics;
using Npgsql;
using PostgresServer;
using SequenceLogging.PostgreSql.Schema;
using SequenceLogging.PostgreSql.Tests.Processes;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests;

public sealed class PostgreSqlStoreContract : ProcessesStoreContract
{
    private readonly Dictionary<string, string> _stores = [];

    protected override SequenceLogOptions Use(SequenceLogOptions options, string store)
    {
        options.JournalPath = JournalOf(store);
        return options.UsePostgreSql(ConnectionStringOf(store));
    }

    protected override ProcessStartInfo Writer(string store, int sequences, int steps) =>
        Node.Info("write", ConnectionStringOf(store), JournalOf(store), $"{sequences}", $"{steps}", "1");

    protected override async Task<IDisposable> HoldAsync(string store)
    {
        var connection = new NpgsqlConnection(_stores[store]);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "BEGIN; LOCK TABLE sequence_counter, store_numbers IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(Token);
        return connection;
    }

    protected override Task<(string Known, string Newer)> MakeNewerAsync(string store)
    {
        const int Newer = StoreSchema.Version + 1_000;
        Server.Execute(_stores[store], $"UPDATE store_version SET version = {Newer}");
        return Task.FromResult(($"{StoreSchema.Version}", $"{Newer}"));
    }

    protected override void CleanUp()
    {
        foreach (var store in _stores.Values)
        {
            TestServer.Get().Drop(store);
        }
    }

    private string JournalOf(string store) => Folder.File(store + ".journal");

    private string ConnectionStringOf(string store)
    {
        lock (_stores)
        {
            if (!_stores.TryGetValue(store, out var connectionString))
            {
                _stores.Add(store, connectionString = TestServer.Get().NewStore(store));
            }

            return connectionString;
        }
    }
}
