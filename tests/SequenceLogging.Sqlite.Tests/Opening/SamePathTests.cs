using Serilog;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>However a file is named, two logs on it share one store.</summary>
public sealed class SamePathTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AllWaysToOneFileAreOneStore()
    {
        var folderLink = _folder.File("link");
        Directory.CreateSymbolicLink(folderLink, _folder.Path);
        var fileLink = _folder.File("link.db");
        File.CreateSymbolicLink(fileLink, Store);
        var linkToLink = _folder.File("link2.db");
        File.CreateSymbolicLink(linkToLink, "link.db");
        string[] ways =
        [
            Store,
            Path.GetRelativePath(Environment.CurrentDirectory, Store),
            Path.Join(_folder.Path, ".", "x", "..", "sequences.db"),
            Path.Join(folderLink, "sequences.db"),
            fileLink,
            linkToLink,
            Path.Join(folderLink, "link2.db"),
        ];

        // The first of them makes the file; before that a link leads nowhere.
        foreach (var first in ways)
        {
            foreach (var file in Directory.GetFiles(_folder.Path, "sequences.db*"))
            {
                File.Delete(file);
            }

            await using var log = SequenceLog.Open(o => o.UseSqlite(first));
            foreach (var second in ways)
            {
                await using var same = SequenceLog.Open(o => o.UseSqlite(second));
                Assert.True(ReferenceEquals(log.Store, same.Store), $"{first} and {second}");
            }

            Assert.True(File.Exists(Store), first);
        }
    }

    [Fact]
    public async Task AReaderOfAFileThatIsOpenHereSharesItsConnections()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        var link = _folder.File("link.db");
        File.CreateSymbolicLink(link, Store);
        await using var other = SequenceLog.Open(o => o.UseSqlite(_folder.File("other.db")));
        var reader = OpenReader(link);

        Assert.Same(ConnectionsOf(log.Store.Reader), ConnectionsOf(reader));
        Assert.NotSame(ConnectionsOf(other.Store.Reader), ConnectionsOf(reader));

        // Whoever closes first takes nothing from the other.
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.Empty(await log.GetRecentSequencesAsync(cancellationToken: TestContext.Current.CancellationToken));
        await using var last = OpenReader(Store);
        await log.DisposeAsync();
        Assert.Equal(0, await last.GetLastPositionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ASinkAndTwoHostsOnOneFileShareOneStore()
    {
        await using var first = SequenceLog.Open(o => o.UseSqlite(Store));
        await using var sink = new LoggerConfiguration().WriteTo.Sequences(path: Store).CreateLogger();
        await using var second = SequenceLog.Open(o => o.UseSqlite(Path.GetRelativePath(Environment.CurrentDirectory, Store)));
        using (var scope = first.Begin(1))
        {
            sink.Information("{StepName} {SequenceId}", "Of the sink", scope.SequenceId);
        }

        // The sink's own store would have its own queue, and this flush would know nothing of it.
        await second.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, second.Delivery.Stored);
        Assert.Single(Directory.GetFiles(Store + ".journal", "*.lock"));
    }

    [Fact]
    public async Task AnotherFileIsAnotherStore()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        await using var other = SequenceLog.Open(o => o.UseSqlite(_folder.File("other.db")));

        Assert.NotSame(log.Store, other.Store);
    }

    [Fact]
    public async Task TheStoreClosesWithTheLastLogOnIt()
    {
        var first = SequenceLog.Open(o => o.UseSqlite(Store));
        var second = SequenceLog.Open(o => o.UseSqlite(Store));
        var store = first.Store;

        await first.DisposeAsync();
        second.Begin().Dispose();
        Assert.NotEqual(0, new FileInfo(Store + "-wal").Length);
        await second.DisposeAsync();

        Assert.Equal(0, new FileInfo(Store + "-wal").Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await store.CreateAsync(
                new() { CreatedAt = DateTimeOffset.UnixEpoch }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void LinksInACircleAreRefused()
    {
        File.CreateSymbolicLink(_folder.File("a.db"), "b.db");
        File.CreateSymbolicLink(_folder.File("b.db"), "a.db");

        Assert.Throws<Storage.SequenceStoreException>(() => SequenceLog.Open(o => o.UseSqlite(_folder.File("a.db"))));
    }

    private static Storage.ISequenceReader OpenReader(string path) =>
        new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(path));

    private static Reading.ReadConnections ConnectionsOf(Storage.ISequenceReader reader) =>
        ((Reading.SqliteReader)reader).Connections;
}
