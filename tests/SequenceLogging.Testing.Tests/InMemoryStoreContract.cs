using StoreContract;

namespace SequenceLogging.Testing.Tests;

public sealed class InMemoryStoreContract : SequenceStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseInMemory(Folder.File(store));
}
