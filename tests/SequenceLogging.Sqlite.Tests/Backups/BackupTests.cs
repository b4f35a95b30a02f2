using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Tests.Recovery;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Backups;

/// <summary>A backup is whole, its own, and never in the way of a file that is there.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => _files.File("backup.db");

    private string[] Files => [.. Directory.GetFiles(Path.GetDirectoryName(Target)!, "backup.db*").Order(StringComparer.Ordinal)];

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ItHoldsWhatTheStoreHoldsAlsoWhatIsOnlyInTheWal()
    {
        await _files.FillAsync(30);
        await using var store = _files.Open();
        await StoreUnderTest.NextAsync(store, "ann");

        var result = await SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: Token);

        Assert.Equal((Target, new FileInfo(Target).Length, 31L, 600L), (result.Path, result.Bytes, result.Sequences, result.LastPosition));
        Assert.Equal("ok", StoreUnderTest.Integrity(Target));
        await using var backup = new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(Target));
        Assert.Equal(
            await store.Reader.FindAsync(new SequenceQuery { Limit = 100 }, Token),
            await backup.FindAsync(new SequenceQuery { Limit = 100 }, Token));
    }

    [Fact]
    public async Task ItIsOneFileWithItsMarksForItsOwnerOnly()
    {
        await _files.FillAsync(1);
        await SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: Token);

        Assert.Equal([Target, Target + ".ids"], Files);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task WhatIsIssuedFromItGoesOnAboveAllThatWasIssued()
    {
        await _files.FillAsync(10);
        await SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: Token);

        var options = new SequenceLogOptions().UseSqlite(Target);
        await using var restored = options.Provider!.Open(options);

        Assert.Equal(11, await StoreUnderTest.NextAsync(restored));
    }

    [Fact]
    public async Task AFileThatIsThereIsReplacedOnlyWhenThatIsAsked()
    {
        await _files.FillAsync(1);
        await File.WriteAllTextAsync(Target, "somebody's own", Token);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            () => SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: Token));

        Assert.Contains("there already", failure.Message, StringComparison.Ordinal);
        Assert.Equal("somebody's own", await File.ReadAllTextAsync(Target, Token));
        Assert.Equal([Target], Files);
        await SqliteBackup.WriteAsync(_files.Path, Target, overwrite: true, Token);
        Assert.Equal("ok", StoreUnderTest.Integrity(Target));
    }

    [Fact]
    public async Task TheStoreItselfIsNoTargetHoweverItIsNamed()
    {
        await _files.FillAsync(1);
        File.CreateSymbolicLink(Target, _files.Path);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            () => SqliteBackup.WriteAsync(_files.Path, Target, overwrite: true, Token));

        Assert.Contains("the store itself", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task AFileThatIsInUseIsNotReplaced()
    {
        await _files.FillAsync(1);
        await using var other = new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Target));
        await StoreUnderTest.NextAsync(other);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            () => SqliteBackup.WriteAsync(_files.Path, Target, overwrite: true, Token));

        Assert.Equal(StoreErrorKind.Busy, failure.Kind);
        Assert.Contains(Target + "-wal", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeDoneLeavesNothing()
    {
        await Assert.ThrowsAsync<SequenceStoreException>(
            () => SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: Token));
        await _files.FillAsync(1);
        await Assert.ThrowsAsync<SequenceStoreException>(
            () => SqliteBackup.WriteAsync(_files.Path, _files.File("missing/backup.db"), cancellationToken: Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(Files);
    }

    [Fact]
    public async Task ADamagedStoreGivesNoBackup()
    {
        await _files.FillAsync(200);
        _files.Spoil(_files.Path, 0.5, 0.6);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            () => SqliteBackup.WriteAsync(_files.Path, Target, cancellationToken: Token));

        Assert.Equal(StoreErrorKind.Corrupt, failure.Kind);
        Assert.Empty(Files);
    }

    private async Task<int> CountAsync()
    {
        await using var store = _files.Open();
        return await StoreUnderTest.CountAsync(store);
    }
}
