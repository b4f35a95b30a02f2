using System.Collections.Concurrent;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 13: blocks of numbers, to issue them without asking.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task ABlockIsTheNextNumbersOfItsMonth()
    {
        await using var store = OpenStore();
        await store.CreateAsync(At(Noon), Token);

        Assert.Equal(new IdBlock(2025, 7, 2, 11), await store.LeaseIdsAsync(Noon, 10, Token));
        Assert.Equal(new SequenceId(2025, 7, 12), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(new IdBlock(2025, 7, 13, 13), await store.LeaseIdsAsync(Noon, 1, Token));
        Assert.Equal(new SequenceId(2025, 7, 14), await store.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task ABlockIsOfTheUtcMonthOfItsTimeAndEachMonthHasItsOwn()
    {
        await using var store = OpenStore();
        var lastOfJuly = new DateTimeOffset(2025, 8, 1, 2, 59, 59, TimeSpan.FromHours(3));

        Assert.Equal(new IdBlock(2025, 7, 1, 5), await store.LeaseIdsAsync(lastOfJuly, 5, Token));
        Assert.Equal(new IdBlock(2025, 8, 1, 5), await store.LeaseIdsAsync(lastOfJuly.AddSeconds(1), 5, Token));
        Assert.Equal(new IdBlock(2025, 7, 6, 6), await store.LeaseIdsAsync(lastOfJuly, 1, Token));
    }

    [Fact]
    public async Task ABlockHasFromOneToAMillionNumbers()
    {
        await using var store = OpenStore();
        foreach (var count in new[] { 0, -1, IdBlock.LargestSize + 1, int.MaxValue })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.LeaseIdsAsync(Noon, count, Token));
        }

        Assert.Equal(new IdBlock(2025, 7, 1, 1_000_000), await store.LeaseIdsAsync(Noon, IdBlock.LargestSize, Token));
        Assert.Equal(new SequenceId(2025, 7, 1_000_001), await store.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task ALeasedNumberIsSpentWhenTheStoreIsOpenedAgain()
    {
        await using (var store = OpenStore())
        {
            await store.LeaseIdsAsync(Noon, 10, Token);
        }

        await using var again = OpenStore();
        Assert.Equal(new SequenceId(2025, 7, 11), await again.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task ManyThreadsThatLeaseAndCreateGetEachNumberOnce()
    {
        await using var store = OpenStore();

        await AssertLeasesHoldAsync(store);
    }

    [Fact]
    public async Task NumbersThatAreGivenBackAreIssuedAgainWhereNobodyTookOneSince()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 4, 10), Token);

        Assert.Equal(new SequenceId(2025, 7, 4), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(new IdBlock(2025, 7, 5, 9), await store.LeaseIdsAsync(Noon, 5, Token));
    }

    [Fact]
    public async Task BlocksThatAreGivenBackTheLaterOneFirstAreBothIssuedAgain()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);
        var ahead = await store.LeaseIdsAsync(Noon, 10, Token);

        await store.ReturnIdsAsync(ahead, Token);
        await store.ReturnIdsAsync(new IdBlock(2025, 7, 1, 10), Token);

        Assert.Equal(new SequenceId(2025, 7, 1), await store.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task NumbersThatAreGivenBackTooLateStayAGap()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);
        await store.CreateAsync(At(Noon), Token);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 4, 10), Token);

        Assert.Equal(new SequenceId(2025, 7, 12), await store.CreateAsync(At(Noon), Token));
        Assert.Equal(10, (await AccountOf(store)).Gaps[IdGap.Leased]);
    }

    [Fact]
    public async Task WhatIsLeftOfAUsedUpBlockChangesNothing()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 11, 10), Token);
        await store.ReturnIdsAsync(default, Token);

        Assert.Equal(new SequenceId(2025, 7, 11), await store.CreateAsync(At(Noon), Token));
    }

    [Fact]
    public async Task ANumberOfASequenceIsNotIssuedAgainWhateverIsGivenBack()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);
        var used = new SequenceId(2025, 7, 7);
        await store.AppendAsync(new Batch().Begin(used, Noon, At(Noon) with { UserId = "ann" }), Token);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 1, 10), Token);

        Assert.True(await store.CreateAsync(At(Noon), Token) > used);
        Assert.Equal("ann", (await DetailsOf(store, used)).UserId?.Value);

        await store.EraseUserAsync("ann", Token);
        await store.ReturnIdsAsync(await store.LeaseIdsAsync(Noon, 1, Token), Token);
        Assert.True(await store.CreateAsync(At(Noon), Token) > used);
        Assert.Equal(0, (await AccountOf(store)).Unexplained);
    }

    [Fact]
    public async Task ANumberWhoseSequenceWasErasedIsNotIssuedAgainWhateverIsGivenBack()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);
        var used = new SequenceId(2025, 7, 7);
        await store.AppendAsync(new Batch().Begin(used, Noon, At(Noon) with { UserId = "ann" }), Token);
        await store.EraseUserAsync("ann", Token);

        await store.ReturnIdsAsync(new IdBlock(2025, 7, 1, 10), Token);

        Assert.True(await store.CreateAsync(At(Noon), Token) > used);
        Assert.Equal(0, (await AccountOf(store)).Unexplained);
    }

    [Fact]
    public async Task AStepThatNamesALeasedNumberMakesItsSequenceAndSpendsNoOther()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 10, Token);

        await store.AppendAsync(new Batch().Step(new SequenceId(2025, 7, 4), "One", Noon), Token);

        Assert.Equal(new SequenceId(2025, 7, 11), await store.CreateAsync(At(Noon), Token));
        var account = await AccountOf(store);
        Assert.Equal((11, 2, 9, 0), (account.Last, account.Used, account.Gaps[IdGap.Leased], account.Unexplained));
    }

    /// <summary>Leases and creates over stores that may be one and the same, from several threads.</summary>
    protected static async Task AssertLeasesHoldAsync(params ISequenceStore[] stores)
    {
        const int Rounds = 40;
        var created = new ConcurrentBag<long>();
        var leased = new ConcurrentBag<IdBlock>();
        await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, 4).Select(thread => Task.Run(
            async () =>
            {
                var last = 0L;
                for (var round = 1; round <= Rounds; round++)
                {
                    var block = new IdBlock(2025, 7, 0, 0);
                    if (thread < 2)
                    {
                        leased.Add(block = await store.LeaseIdsAsync(Noon, round, Token));
                        Assert.Equal(round, block.Count);
                    }
                    else
                    {
                        var number = (await store.CreateAsync(At(Noon), Token)).Number;
                        created.Add(number);
                        block = block with { First = number, Last = number };
                    }

                    Assert.True(block.First > last, $"{block} came behind {last}.");
                    last = block.Last;
                }
            },
            Token))));

        var numbers = leased.SelectMany(b => Enumerable.Range((int)b.First, (int)b.Count)).Concat(created.Select(n => (int)n)).Order();
        Assert.Equal(Enumerable.Range(1, (int)leased.Sum(b => b.Count) + created.Count), numbers);
    }
}
