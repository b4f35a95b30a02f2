using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Tests.Recovery;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>
/// The table "Files at start" of docs/reliability.md, line by line: what lies at the path when a store is opened, and whether
/// it is refused, with every byte as it was, or taken.
/// </summary>
public sealed class FilesAtStartTests : IDisposable
{
    private readonly StoreUnderTest _files = new();
    private readonly FilesToMeet _make;

    public FilesAtStartTests() => _make = new FilesToMeet(_files);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(nameof(FilesToMeet.PathThatIsAFolder), StoreErrorKind.Unavailable, "is a folder")]
    [InlineData(nameof(FilesToMeet.TextFile), StoreErrorKind.Corrupt, "not a database")]
    [InlineData(nameof(FilesToMeet.OtherDatabase), StoreErrorKind.Schema, "no sequence store")]
    [InlineData(nameof(FilesToMeet.OtherDatabaseWithItsWal), StoreErrorKind.Schema, "no sequence store")]
    [InlineData(nameof(FilesToMeet.NewerVersion), StoreErrorKind.Schema, "schema version 6")]
    [InlineData(nameof(FilesToMeet.NewerVersionInTheWal), StoreErrorKind.Schema, "schema version 6")]
    [InlineData(nameof(FilesToMeet.UnknownVersion), StoreErrorKind.Schema, "schema version 0")]
    [InlineData(nameof(FilesToMeet.ReadOnlyFile), StoreErrorKind.ReadOnly, "give the right to write it")]
    [InlineData(nameof(FilesToMeet.ReadOnlyFolder), StoreErrorKind.ReadOnly, "cannot be created")]
    [InlineData(nameof(FilesToMeet.ReadOnlyFolderWithAStore), StoreErrorKind.ReadOnly, ".lock cannot be opened")]
    [InlineData(nameof(FilesToMeet.HalfAStore), StoreErrorKind.Corrupt, "malformed")]
    [InlineData(nameof(FilesToMeet.HeaderOfGarbage), StoreErrorKind.Corrupt, "not a database")]
    [InlineData(nameof(FilesToMeet.JournalOfAnotherDatabase), StoreErrorKind.Unavailable, "rollback journal")]
    public async Task ItIsRefusedAndEveryByteIsAsItWas(string what, StoreErrorKind kind, string reason)
    {
        await _make.MakeAsync(what);
        var before = _make.Snapshot();

        // All on this thread: the user for files is the thread's own.
        using (what.StartsWith("ReadOnly", StringComparison.Ordinal) ? new LesserUser() : null)
        {
            var failure = Assert.Throws<SequenceStoreException>(() => _files.Open());
            Assert.Equal(kind, failure.Kind);
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
            Assert.Contains(_files.Path, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, _make.Snapshot());
    }

    [Fact]
    public void AFolderThatIsMissingIsNotMade()
    {
        var path = Path.Join(_files.File("missing"), "sequences.db");

        var failure = Assert.Throws<SequenceStoreException>(
            () => new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(path)));

        Assert.Contains(_files.File("missing") + " does not exist", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_files.File("missing")));
    }

    [Theory]
    [InlineData(nameof(FilesToMeet.Nothing), 0, 0)]
    [InlineData(nameof(FilesToMeet.EmptyFile), 0, 0)]
    [InlineData(nameof(FilesToMeet.EmptyFileBesideAWal), 0, 0)]
    [InlineData(nameof(FilesToMeet.StoreOfADeadProcess), 60, 60)]
    [InlineData(nameof(FilesToMeet.WalCutInTheMiddle), 20, 59)]
    [InlineData(nameof(FilesToMeet.WalSpoiledInTheMiddle), 20, 59)]
    [InlineData(nameof(FilesToMeet.WalOfALaterTime), 20, 20)]
    [InlineData(nameof(FilesToMeet.WalOfAnotherStore), 20, 20)]
    [InlineData(nameof(FilesToMeet.WalOfAnotherDatabase), 20, 20)]
    public async Task ItIsTakenAndWholeAndNoIdComesAgain(string what, int atLeast, int atMost)
    {
        var last = await _make.MakeAsync(what);

        await using var store = _files.Open();

        Assert.InRange(await StoreUnderTest.CountAsync(store), atLeast, atMost);
        Assert.Equal(last + 1, await StoreUnderTest.NextAsync(store));
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
        Assert.Equal(what.StartsWith("WalOf", StringComparison.Ordinal) || what.EndsWith("BesideAWal", StringComparison.Ordinal) ? 1 : 0,
            Directory.GetFiles(Path.GetDirectoryName(_files.Path)!, "*.stale-*").Length);
    }

    [Fact]
    public async Task APageInTheMiddleIsFoundLaterAndTheStoreIsMovedAside()
    {
        await _files.FillAsync(300);
        _files.Spoil(_files.Path, from: 0.3, to: 0.9);
        await using var store = _files.Open();

        for (var damaged = 0; damaged < 1_000 && _files.Aside().Length == 0; damaged++)
        {
            if (await Record.ExceptionAsync(() => StoreUnderTest.NextAsync(store, $"user {damaged}")) is SequenceStoreException e)
            {
                await store.RecoverAsync(e.Kind, TestContext.Current.CancellationToken);
            }
        }

        Assert.Single(_files.Aside());
        Assert.InRange(await StoreUnderTest.NextAsync(store), 301, 1_400);
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
    }

    [Theory]
    [InlineData(nameof(FilesToMeet.WalOfALaterTime))]
    [InlineData(nameof(FilesToMeet.WalOfAnotherStore))]
    [InlineData(nameof(FilesToMeet.JournalOfAnotherDatabase))]
    public async Task SQLiteAloneWouldDamageTheStore(string what)
    {
        await _make.MakeAsync(what);

        using var database = Database.OpenWriter(_files.Path, TimeSpan.FromSeconds(5));
        var verdict = Record.Exception(() =>
        {
            using var check = database.Prepare("PRAGMA integrity_check(1)");
            Assert.True(check.Step());
            Assert.Equal("ok", check.Text(0));
        });

        Assert.NotNull(verdict);
    }
}
