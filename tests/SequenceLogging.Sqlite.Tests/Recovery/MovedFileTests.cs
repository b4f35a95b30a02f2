using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Sqlite.Tests.Recovery;

/// <summary>The file goes away under the writer, or another one comes.</summary>
public sealed class MovedFileTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task WhereTheFileWasDeletedANewOneTakesWhatComes()
    {
        await _files.FillAsync(10);
        await using var store = _files.Open();
        Assert.Equal(11, await StoreUnderTest.NextAsync(store));

        File.Delete(_files.Path);
        var next = await StoreUnderTest.NextAsync(store);

        // The number that went into the deleted file is spent.
        Assert.InRange(next, 12, 13);
        Assert.Equal(1, await StoreUnderTest.CountAsync(store));
        Assert.Equal(next + 1, await StoreUnderTest.NextAsync(store));
        Assert.Equal(2, await StoreUnderTest.CountAsync(store));
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
        Assert.Contains(_files.Said, said => said.Contains("was deleted or moved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithItsSideFilesDeletedItIsTheSame()
    {
        await using var store = _files.Open();
        await StoreUnderTest.NextAsync(store);

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_files.Path)!, "sequences.db*"))
        {
            File.Delete(file);
        }

        // Even the marks are gone; the process knows them.
        Assert.InRange(await StoreUnderTest.NextAsync(store), 2, 3);
        Assert.Equal(1, await StoreUnderTest.CountAsync(store));
        Assert.True(File.Exists(_files.Path + ".ids"));
    }

    [Fact]
    public async Task NothingOnItsWayIsLost()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(_files.Path));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        using var scope = log.Begin();
        var id = scope.SequenceId;
        for (var round = 0; round < 5; round++)
        {
            Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30), Token)).IsComplete);
            File.Delete(_files.Path);
            for (var step = 0; step < 100; step++)
            {
                logger.Information("{StepName} of {SequenceId}", $"Step {round}-{step}", id);
            }
        }

        Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30), Token)).IsComplete);
        var details = await log.Store.Reader.GetDetailsAsync(id, Token);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(step => $"Step 4-{step}"), details!.Steps.Select(step => step.StepName.Value).TakeLast(100));
        Assert.Equal(0, log.Delivery.Pending);
    }

    [Fact]
    public async Task AFileThatWasMovedAwayIsWholeWithoutItsWal()
    {
        await using var store = _files.Open();
        for (var i = 0; i < 30; i++)
        {
            await StoreUnderTest.NextAsync(store);
        }

        File.Move(_files.Path, _files.File("moved.db"));
        var next = await StoreUnderTest.NextAsync(store);

        Assert.Equal("ok", StoreUnderTest.Integrity(_files.File("moved.db")));
        using var moved = new SqlPrompt(_files.File("moved.db"));
        Assert.Equal($"{next - 1}", moved.Value("SELECT count(*) FROM sequences"));
        Assert.Equal(1, await StoreUnderTest.CountAsync(store));
    }

    [Fact]
    public async Task AnOlderCopyThatIsPutInPlaceIsUsedAndItsIdsDoNotComeAgain()
    {
        await _files.FillAsync(10);
        var backup = _files.CopyTo("backup.db");
        await using var store = _files.Open();
        for (var i = 0; i < 30; i++)
        {
            await StoreUnderTest.NextAsync(store);
        }

        File.Move(backup, _files.Path, overwrite: true);
        var next = await StoreUnderTest.NextAsync(store);

        Assert.InRange(next, 41, 42);
        Assert.Equal(11, await StoreUnderTest.CountAsync(store));
        Assert.Equal(next + 1, await StoreUnderTest.NextAsync(store));
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
        Assert.Contains(_files.Said, said => said.Contains("was replaced by another file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoProcessesMeetInTheCopyThatWasPutInPlace()
    {
        await _files.FillAsync(10);
        var backup = _files.CopyTo("backup.db");
        await using var one = _files.Open();
        await using var two = _files.Open();
        for (var i = 0; i < 10; i++)
        {
            await StoreUnderTest.NextAsync(one);
            await StoreUnderTest.NextAsync(two);
        }

        Assert.Equal(30, await StoreUnderTest.CountAsync(two));
        File.Move(backup, _files.Path, overwrite: true);
        var ids = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add(await StoreUnderTest.NextAsync(one));
            ids.Add(await StoreUnderTest.NextAsync(two));
        }

        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.True(ids[0] > 30);
        Assert.Equal(30, await StoreUnderTest.CountAsync(one));
        Assert.Equal(30, await StoreUnderTest.CountAsync(two));
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
    }

    [Fact]
    public async Task AnotherProgramsDatabaseIsLeftAloneUntilItIsGone()
    {
        await _files.FillAsync(10);
        using (var other = new SqlPrompt(_files.File("photos.db")))
        {
            other.Execute("PRAGMA journal_mode = DELETE; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT)");
        }

        var photos = await File.ReadAllBytesAsync(_files.File("photos.db"), Token);
        await using var store = _files.Open();
        File.Move(_files.File("photos.db"), _files.Path, overwrite: true);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(() => StoreUnderTest.NextAsync(store));
        Assert.Equal(StoreErrorKind.Schema, failure.Kind);
        foreach (var kind in Enum.GetValues<StoreErrorKind>())
        {
            await Record.ExceptionAsync(async () => await store.RecoverAsync(kind, Token));
        }

        Assert.Equal(photos, await File.ReadAllBytesAsync(_files.Path, Token));
        File.Delete(_files.Path);
        Assert.InRange(await StoreUnderTest.NextAsync(store), 11, 12);
    }

    [Fact]
    public async Task AReaderOfItsOwnFollows()
    {
        await _files.FillAsync(10);
        var backup = _files.CopyTo("backup.db");
        await using var store = _files.Open();
        await using var reader = new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(_files.Path));
        await StoreUnderTest.NextAsync(store, "new");
        Assert.Single(await reader.FindAsync(new Journeys.SequenceQuery { UserId = "new" }, Token));

        File.Move(backup, _files.Path, overwrite: true);
        await StoreUnderTest.NextAsync(store, "newer");

        Assert.Empty(await reader.FindAsync(new Journeys.SequenceQuery { UserId = "new" }, Token));
        Assert.Single(await reader.FindAsync(new Journeys.SequenceQuery { UserId = "newer" }, Token));
    }
}
