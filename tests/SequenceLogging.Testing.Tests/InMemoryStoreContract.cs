using SequenceLogging.StoreContract;

namespace SequenceLogging.Testing.Tests;

public sealed class InMemoryStoreContract : SharedStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseInMemory(Folder.File(store));

    protected override async Task<IDisposable> HoldAsync(string store) => await InMemoryStoreProvider.HoldAsync(Folder.File(store));

    protected override Task<(string Known, string Newer)> MakeNewerAsync(string store)
    {
        Assert.Skip("A store in memory ends with its process: no other version can have written it.");
        throw new InvalidOperationException();
    }
}
