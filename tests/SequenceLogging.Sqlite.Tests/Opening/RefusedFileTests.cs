using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>What is no store is refused with a clear word, and left as it is.</summary>
public sealed class RefusedFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderThatDoesNotExistIsNamed()
    {
        var path = Path.Join(_folder.Path, "missing", "sequences.db");

        var writing = AssertRefused(StoreErrorKind.Unavailable, () => Open(path));
        AssertRefused(StoreErrorKind.Unavailable, () => OpenReader(path));

        Assert.Contains(path, writing.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Join(_folder.Path, "missing") + " does not exist", writing.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void APathThatIsAFolderIsRefused()
    {
        Directory.CreateDirectory(Store);

        var writing = AssertRefused(StoreErrorKind.Unavailable, () => Open(Store));
        var reading = AssertRefused(StoreErrorKind.Unavailable, () => OpenReader(Store));

        Assert.Contains("is a folder", writing.Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", reading.Message, StringComparison.Ordinal);
        Assert.Equal([Store], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(5_000)]
    public void ATextFileIsRefusedAndUnchanged(int length)
    {
        File.WriteAllText(Store, new string('x', length));

        AssertRefusedAndUnchanged(StoreErrorKind.Corrupt);
    }

    [Fact]
    public void TheDatabaseOfAnotherProgramIsRefusedAndUnchanged()
    {
        using (var other = new SqlPrompt(Store))
        {
            other.Execute("PRAGMA journal_mode = DELETE; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT)");
        }

        var failure = AssertRefusedAndUnchanged(StoreErrorKind.Schema);
        Assert.Contains("no sequence store", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task AVersionThatWasNeverThereIsRefusedAndUnchanged(int version)
    {
        await CreateStoreAsync();
        SetVersion(version);

        var failure = AssertRefusedAndUnchanged(StoreErrorKind.Schema);
        Assert.Contains($"schema version {version}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1_000_000)]
    public async Task ANewerVersionIsReadAndNotWritten(int version)
    {
        await CreateStoreAsync();
        SetVersion(version);
        var before = await File.ReadAllBytesAsync(Store, TestContext.Current.CancellationToken);
        Recovery.Reports.Listen();

        var failure = AssertRefused(StoreErrorKind.Schema, () => Open(Store));
        AssertRefused(StoreErrorKind.Schema, () => SequenceLog.Open(o => o.UseSqlite(Store)));
        await using (var reader = OpenReader(Store))
        {
            Assert.Single(await reader.FindAsync(new Journeys.SequenceQuery(), TestContext.Current.CancellationToken));
        }

        Assert.Contains($"schema version {version}, and this build knows 1 to 5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("or a newer one", failure.Message, StringComparison.Ordinal);
        Assert.Single(Recovery.Reports.About(_folder.Path), said => said.Contains("as far as its tables are known", StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllBytesAsync(Store, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WhatANewerVersionHasDoneAwayWithIsNotAnsweredAndTheRestIs()
    {
        await CreateStoreAsync();
        SetVersion(6, "DROP TABLE errors; ALTER TABLE sequences ADD COLUMN mood TEXT; ");
        await using var reader = OpenReader(Store);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            async () => await reader.GetDetailsAsync(
                Assert.Single(await reader.FindAsync(new Journeys.SequenceQuery(), TestContext.Current.CancellationToken)).SequenceId,
                TestContext.Current.CancellationToken));

        Assert.Equal(StoreErrorKind.Schema, failure.Kind);
        Assert.Contains("schema version 6", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task AStoreThatWasCutOffIsRefusedAndUnchanged(double share)
    {
        await CreateStoreAsync();
        using (var file = new FileStream(Store, FileMode.Open))
        {
            file.SetLength((long)(file.Length * share));
        }

        AssertRefusedAndUnchanged(StoreErrorKind.Corrupt);
    }

    [Fact]
    public async Task AnEmptyFileBecomesAStoreButIsNoneToRead()
    {
        await File.WriteAllBytesAsync(Store, [], TestContext.Current.CancellationToken);

        AssertRefused(StoreErrorKind.Schema, () => OpenReader(Store));
        Assert.Equal(0, new FileInfo(Store).Length);

        await using var store = Open(Store);
        Assert.Equal(0, await store.Reader.GetLastPositionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ALockFileThatCannotBeOpenedIsToldAtOnce()
    {
        await CreateStoreAsync();
        File.Delete(Store + ".lock");
        Directory.CreateDirectory(Store + ".lock");

        var failure = AssertRefused(StoreErrorKind.ReadOnly, () => Open(Store));
        Assert.Contains(Store + ".lock", failure.Message, StringComparison.Ordinal);
    }

    private static ISequenceStore Open(string path) => new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(path));

    private static ISequenceReader OpenReader(string path) =>
        new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(path));

    private static SequenceStoreException AssertRefused(StoreErrorKind kind, Func<object> open)
    {
        var failure = Assert.Throws<SequenceStoreException>(open);
        Assert.Equal(kind, failure.Kind);
        return failure;
    }

    private SequenceStoreException AssertRefusedAndUnchanged(StoreErrorKind kind)
    {
        var before = File.ReadAllBytes(Store);
        var failure = AssertRefused(kind, () => Open(Store));
        AssertRefused(kind, () => OpenReader(Store));
        AssertRefused(kind, () => SequenceLog.Open(o => o.UseSqlite(Store)));
        Assert.Equal(before, File.ReadAllBytes(Store));
        Assert.Contains(Store, failure.Message, StringComparison.Ordinal);
        return failure;
    }

    private void SetVersion(int version, string before = "")
    {
        using var prompt = new SqlPrompt(Store);
        prompt.Execute($"{before}PRAGMA user_version = {version}; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private async Task CreateStoreAsync()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(Store));
        log.Begin().Dispose();
    }
}
