using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Tests.Recovery;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Numbers;

/// <summary>Leased numbers, the marks beside the store, and what becomes of both when a process dies in between.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Marks => _files.Path + ".ids";

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ALeaseOutlivesTheStoresFile()
    {
        await using (var store = _files.Open())
        {
            Assert.Equal(new IdBlock(2025, 7, 1, 100), await LeaseAsync(store, 100));
        }

        File.Delete(_files.Path);
        await using var after = _files.Open();

        Assert.Equal(101, await StoreUnderTest.NextAsync(after));
        Assert.Equal("skipped 1-100", Gaps());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(41)]
    public async Task WhatIsGivenBackIsIssuedAgainAlsoAfterTheStoreWasClosed(long first)
    {
        await using (var store = _files.Open())
        {
            await LeaseAsync(store, 100);
            await store.ReturnIdsAsync(new IdBlock(2025, 7, first, 100), Token);
        }

        await using var after = _files.Open();

        Assert.Equal(first, await StoreUnderTest.NextAsync(after));
        Assert.Equal(first == 1 ? "" : "leased 1-40", Gaps());
        Assert.Empty(_files.Said);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(41)]
    public async Task AnotherProcessThatRemembersTheLeaseBelievesTheReturn(long first)
    {
        await using var one = _files.Open();
        await using var two = _files.Open();
        await LeaseAsync(one, 50);
        await LeaseAsync(two, 50);

        await two.ReturnIdsAsync(new IdBlock(2025, 7, 51, 100), Token);
        await two.ReturnIdsAsync(new IdBlock(2025, 7, first, 50), Token);

        Assert.Equal(first, await StoreUnderTest.NextAsync(one));
        Assert.Equal(first + 1, await StoreUnderTest.NextAsync(two));
        Assert.Equal(first == 1 ? "" : "leased 1-40", Gaps());
        Assert.Empty(_files.Said);
    }

    [Fact]
    public async Task AProcessThatDiesBetweenTheReturnAndItsMarkLeavesAGapAndIssuesNothingTwice()
    {
        byte[] before;
        await using (var store = _files.Open())
        {
            await LeaseAsync(store, 100);
            before = await File.ReadAllBytesAsync(Marks, Token);
            await store.ReturnIdsAsync(new IdBlock(2025, 7, 41, 100), Token);
        }

        // The store has the return, the mark has it not.
        await File.WriteAllBytesAsync(Marks, before, Token);
        await using var after = _files.Open();

        Assert.Equal(101, await StoreUnderTest.NextAsync(after));
        Assert.Equal("leased 1-40, skipped 41-100", Gaps());
    }

    [Fact]
    public async Task NumbersThatSomebodyHasTakenAboveAreNotGivenBack()
    {
        await using var store = _files.Open();
        await LeaseAsync(store, 10);
        await StoreUnderTest.NextAsync(store);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 1, 10), Token);
        await store.ReturnIdsAsync(new IdBlock(2025, 7, 8, 7), Token);
        await store.ReturnIdsAsync(default, Token);

        Assert.Equal(12, await StoreUnderTest.NextAsync(store));
        Assert.Equal("leased 1-10", Gaps());
    }

    [Fact]
    public async Task ANumberThatWasUsedIsSpentEvenWhereItIsGivenBack()
    {
        await using var store = _files.Open();
        await LeaseAsync(store, 10);
        await store.AppendAsync(new StoreContract.Batch().Step(new SequenceId(2025, 7, 4), "One", StoreUnderTest.Noon), Token);
        await store.ReturnIdsAsync(new IdBlock(2025, 7, 1, 10), Token);
        Assert.Equal(5, await StoreUnderTest.NextAsync(store, "ann"));
        await store.EraseUserAsync("ann", Token);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 5, 5), Token);

        Assert.Equal(6, await StoreUnderTest.NextAsync(store));
        Assert.Equal("erased 5-5, leased 1-4", Gaps());
    }

    [Fact]
    public async Task AStoreAndItsMarksThatAreBothPutBackAreNotTakenForAReturn()
    {
        await _files.FillAsync(10);
        var (backup, marks) = (_files.CopyTo("backup.db"), await File.ReadAllBytesAsync(Marks, Token));
        await using var store = _files.Open();
        Assert.Equal(11, await StoreUnderTest.NextAsync(store));

        File.Move(backup, _files.Path, overwrite: true);
        await File.WriteAllBytesAsync(Marks, marks, Token);

        // 12 was committed to the file that is gone before that was seen.
        Assert.Equal(13, await StoreUnderTest.NextAsync(store));
        Assert.Equal("skipped 11-12", Gaps());
    }

    private static async Task<IdBlock> LeaseAsync(ISequenceStore store, int count) =>
        await store.LeaseIdsAsync(StoreUnderTest.Noon, count, Token);

    private string Gaps()
    {
        using var prompt = new SqlPrompt(_files.Path);
        return string.Join(", ", prompt.Column("SELECT reason || ' ' || first || '-' || last FROM id_gaps ORDER BY reason, first"));
    }
}
