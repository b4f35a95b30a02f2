using LiteDB;
using SequenceLogging.LiteDb.Opening;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests;

public sealed class LiteDbStoreContract : SequenceStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseLiteDb(PathOf(store));

    protected override Task<(string Known, string Newer)> MakeNewerAsync(string store)
    {
        const int Newer = StoreSchema.Version + 1_000;
        using var database = new LiteDatabase(PathOf(store));
        var document = Assert.Single(database.GetCollection("store").FindAll());
        document["version"] = (long)Newer;
        database.GetCollection("store").Update(document);
        return Task.FromResult(($"{StoreSchema.Version}", $"{Newer}"));
    }

    private string PathOf(string store) => Folder.File(store + ".litedb");
}
