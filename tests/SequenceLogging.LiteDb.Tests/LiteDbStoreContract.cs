using StoreContract;

namespace SequenceLogging.LiteDb.Tests;

public sealed class LiteDbStoreContract : SequenceStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseLiteDb(Folder.File(store + ".litedb"));
}
