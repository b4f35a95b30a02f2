using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Recovery;

/// <summary>What a damaged store, or a failure on the way to it, leads to.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ADamagedStoreIsMovedAsideAndIdsGoOnAbove()
    {
        await _files.FillAsync(300);
        await using var store = _files.Open();
        _files.Spoil(_files.Path, from: 0.1, to: 1);
        var spoiled = Read(_files.Path);
        var failure = await Assert.ThrowsAsync<SequenceStoreException>(() => StoreUnderTest.NextAsync(store));
        Assert.Equal(StoreErrorKind.Corrupt, failure.Kind);

        await store.RecoverAsync(failure.Kind, Token);

        Assert.Equal(301, await StoreUnderTest.NextAsync(store));
        Assert.Equal(1, await StoreUnderTest.CountAsync(store));
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
        Assert.Equal(spoiled, Read(Assert.Single(_files.Aside())));
        Assert.Contains(_files.Said, said => said.Contains("is damaged, and is " + _files.Aside()[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnOpenStoreWhoseHeaderIsOverwrittenIsMovedAside()
    {
        await _files.FillAsync(20);
        await using var store = _files.Open();
        _files.Spoil(_files.Path, from: 0, to: 0.01);

        await store.RecoverAsync(StoreErrorKind.Corrupt, Token);

        Assert.Equal(21, await StoreUnderTest.NextAsync(store));
        Assert.Single(_files.Aside());
    }

    [Fact]
    public async Task ASecondDamagedStoreDoesNotOverwriteTheFirst()
    {
        await _files.FillAsync(50);
        await using var store = _files.Open();
        for (var round = 1; round <= 3; round++)
        {
            // Brings the WAL into the file, which would else make good what is spoiled.
            await store.RecoverAsync(StoreErrorKind.Unavailable, Token);
            _files.Spoil(_files.Path, from: 0, to: 1);
            await store.RecoverAsync(StoreErrorKind.Corrupt, Token);
            Assert.Equal(50 + round, await StoreUnderTest.NextAsync(store));
            Assert.Equal(round, _files.Aside().Length);
        }
    }

    [Fact]
    public async Task AnotherProcessOnTheSameFileFollowsIntoTheNewOne()
    {
        await _files.FillAsync(50);
        await using var one = _files.Open();
        await using var two = _files.Open();
        await StoreUnderTest.NextAsync(two);
        _files.Spoil(_files.Path, from: 0, to: 1);

        await one.RecoverAsync(StoreErrorKind.Corrupt, Token);
        long[] ids =
        [
            await StoreUnderTest.NextAsync(two), await StoreUnderTest.NextAsync(one),
            await StoreUnderTest.NextAsync(two), await StoreUnderTest.NextAsync(one),
        ];

        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.True(ids[0] > 51);
        Assert.Equal(4, await StoreUnderTest.CountAsync(one));
        Assert.Equal(4, await StoreUnderTest.CountAsync(two));
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
        Assert.Single(_files.Aside());
    }

    [Fact]
    public async Task WhatACheckFindsSoundIsTriedOnceMoreBeforeItIsMovedAside()
    {
        await _files.FillAsync(5);
        await using var store = _files.Open();

        await store.RecoverAsync(StoreErrorKind.Corrupt, Token);
        Assert.Equal(6, await StoreUnderTest.NextAsync(store));
        await store.RecoverAsync(StoreErrorKind.Corrupt, Token);
        Assert.Empty(_files.Aside());

        // No transaction between the two: the check must have been wrong.
        await store.RecoverAsync(StoreErrorKind.Corrupt, Token);
        Assert.Single(_files.Aside());
        Assert.Equal(7, await StoreUnderTest.NextAsync(store));
    }

    [Theory]
    [InlineData(StoreErrorKind.InputOutput)]
    [InlineData(StoreErrorKind.Unavailable)]
    [InlineData(StoreErrorKind.ReadOnly)]
    [InlineData(StoreErrorKind.Busy)]
    [InlineData(StoreErrorKind.Full)]
    [InlineData(StoreErrorKind.Schema)]
    [InlineData(StoreErrorKind.BadData)]
    [InlineData(StoreErrorKind.Bug)]
    public async Task AStoreThatIsWellLosesNothingByRecovering(StoreErrorKind kind)
    {
        await _files.FillAsync(5);
        await using var store = _files.Open();
        Assert.Equal(6, await StoreUnderTest.NextAsync(store));

        await store.RecoverAsync(kind, Token);

        Assert.Equal(7, await StoreUnderTest.NextAsync(store));
        Assert.Equal(7, await StoreUnderTest.CountAsync(store));
        Assert.Empty(_files.Aside());
        Assert.Empty(_files.Said);
    }

    [Fact]
    public async Task AfterAnInputOutputErrorTheConnectionStaysAndAfterOthersItIsANewOne()
    {
        await using var store = _files.Open();
        await StoreUnderTest.NextAsync(store);
        var wal = new FileInfo(_files.Path + "-wal").Length;
        Assert.NotEqual(0, wal);

        await store.RecoverAsync(StoreErrorKind.InputOutput, Token);
        Assert.Equal(wal, new FileInfo(_files.Path + "-wal").Length);

        // A new connection that is alone brings the WAL in. The store looks at its own file when it opens, on another thread.
        for (var tries = 0; HasWal() && tries < 100; tries++)
        {
            await store.RecoverAsync(StoreErrorKind.Unavailable, Token);
            await Task.Delay(tries, Token);
        }

        Assert.False(HasWal());

        bool HasWal() => new FileInfo(_files.Path + "-wal") is { Exists: true, Length: > 0 };
    }

    [Fact]
    public async Task ACheckThatRunsOutOfTimeSaysSo()
    {
        await _files.FillAsync(300);
        using var database = Database.OpenReader(_files.Path, TimeSpan.FromSeconds(5));

        Assert.Equal(FileHealth.Unknown, HealthCheck.Run(database, TimeSpan.FromTicks(1)));
        Assert.Equal(FileHealth.Sound, HealthCheck.Run(database, TimeSpan.FromMinutes(1)));
        _files.Spoil(_files.Path, from: 0.5, to: 0.9);
        using var again = Database.OpenReader(_files.Path, TimeSpan.FromSeconds(5));
        Assert.Equal(FileHealth.Damaged, HealthCheck.Run(again, TimeSpan.FromMinutes(1)));
    }

    private static byte[] Read(string path)
    {
        // Kept open: to close a file ends the locks that SQLite has on it.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
