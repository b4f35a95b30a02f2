using PostgresServer;
using StoreContract;

namespace SequenceLogging.PostgreSql.Tests;

public sealed class PostgreSqlStoreContract : SequenceStoreContract
{
    private readonly Dictionary<string, string> _stores = [];

    [Fact]
    public async Task TwoStoresOnOneDatabaseIssueNoIdTwiceHoweverTheClockJumps()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();

        await AssertIdsHoldAsync(one, two);
    }

    protected override SequenceLogOptions Use(SequenceLogOptions options, string store)
    {
        if (!_stores.TryGetValue(store, out var connectionString))
        {
            _stores.Add(store, connectionString = TestServer.Get().NewStore(store));
        }

        options.JournalPath = Folder.File(store + ".journal");
        return options.UsePostgreSql(connectionString);
    }

    protected override void CleanUp()
    {
        foreach (var store in _stores.Values)
        {
            Server.Drop(store);
        }
    }
}
