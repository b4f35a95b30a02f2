using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>What is logged may be private: nobody but the owner reads it.</summary>
public sealed class FileModeTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryFileOfAStoreIsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes; the folder's rights hold there.");
        var path = _folder.File("sequences.db");
        await using var log = SequenceLog.Open(o => o.UseSqlite(path));
        var id = await log.IssueAsync(cancellationToken: TestContext.Current.CancellationToken);
        log.Complete(id);
        await log.GetSequenceDetailsAsync(id, TestContext.Current.CancellationToken);

        // What is made later is no less private: a store written anew, one moved aside, and the one after it.
        await log.EraseUserAsync(1, TestContext.Current.CancellationToken);
        await log.Store.RecoverAsync(StoreErrorKind.Corrupt, TestContext.Current.CancellationToken);
        await log.Store.RecoverAsync(StoreErrorKind.Corrupt, TestContext.Current.CancellationToken);
        log.Begin().Dispose();
        Assert.NotEmpty(Directory.GetFiles(_folder.Path, "*.corrupt-*"));
        File.Delete(path);
        log.Begin().Dispose();

        foreach (var file in new[] { path, path + "-wal", path + "-shm", path + ".lock", path + ".ids" })
        {
            Assert.Equal((file, OwnerOnly), (file, ModeOf(file)));
        }

        Assert.All(
            Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories),
            entry => Assert.Equal((UnixFileMode)0, ModeOf(entry) & ~(OwnerOnly | UnixFileMode.UserExecute)));
    }

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);
}
