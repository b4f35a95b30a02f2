using SequenceLogging.StoreContract;
using SequenceLogging.Testing.InMemory;

namespace SequenceLogging.Testing.Tests;

public sealed class InMemoryStoreContract : SharedStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseInMemory(Folder.File(store));

    protected override async Task<IDisposable> HoldAsync(string store) => await InMemoryStoreProvider.HoldAsync(Folder.File(store));

    protected override Task<(string Known, string Newer)> MakeNewerAsync(string store)
    {
        const int Newer = Memory.KnownVersion + 1_000;
        InMemoryStoreProvider.SetVersion(Folder.File(store), Newer);
        return Task.FromResult(($"{Memory.KnownVersion}", $"{Newer}"));
    }
}
