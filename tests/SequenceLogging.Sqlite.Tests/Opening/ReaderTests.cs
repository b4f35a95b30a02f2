using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>A reader makes no store and changes none.</summary>
public sealed class ReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhereNoStoreIsNothingIsMade()
    {
        var failure = Assert.Throws<SequenceStoreException>(() => OpenReader());

        Assert.Contains(Store, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task AStoreThatWasClosedIsReadWithoutAChangeToItsFile()
    {
        await using (var log = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            log.Begin(1).Dispose();
        }

        var before = await File.ReadAllBytesAsync(Store, Token);
        await using (var reader = OpenReader())
        {
            Assert.Single(await reader.FindAsync(new SequenceQuery { UserId = 1 }, Token));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(Store, Token));
    }

    [Fact]
    public async Task AReaderSeesAStoreThatAnotherOpensLater()
    {
        await using (var log = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            log.Begin(1).Dispose();
        }

        await using var reader = OpenReader();
        await using (var log = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            log.Begin(1).Dispose();
            Assert.Equal(2, (await reader.FindAsync(new SequenceQuery { UserId = 1 }, Token)).Count);
        }

        Assert.Equal(2, (await reader.FindAsync(new SequenceQuery { UserId = 1 }, Token)).Count);
    }

    private ISequenceReader OpenReader() => new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(Store));
}
