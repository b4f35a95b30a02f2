using StoreContract;

namespace SequenceLogging.Sqlite.Tests;

public sealed class SqliteStoreContract : SequenceStoreContract
{
    [Fact]
    public async Task TwoStoresOnOneFileIssueNoIdTwiceHoweverTheClockJumps()
    {
        await using var one = OpenStore();
        await using var two = OpenStore();

        await AssertIdsHoldAsync(one, two);
    }

    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseSqlite(Folder.File(store + ".db"));
}
