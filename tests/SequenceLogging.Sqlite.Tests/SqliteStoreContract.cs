using StoreContract;

namespace SequenceLogging.Sqlite.Tests;

public sealed class SqliteStoreContract : SequenceStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseSqlite(Folder.File(store + ".db"));
}
