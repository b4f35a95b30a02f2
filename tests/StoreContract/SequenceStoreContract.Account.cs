using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 15: every number is that of a sequence, or there is a reason why not.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task EveryNumberIsUsedOrInOneGap()
    {
        await using var store = OpenStore();
        var erased = await store.CreateAsync(At(Noon) with { UserId = "ann" }, Token);
        var pruned = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(new Batch().Status(pruned, SequenceStatus.Completed, Noon), Token);
        await store.LeaseIdsAsync(Noon, 10, Token);
        await store.AppendAsync(
            new Batch("more")
                .Begin(new SequenceId(2025, 7, 5), Noon)
                .Step(new SequenceId(2025, 7, 100), "Adopted", Noon)
                .Step(new SequenceId(2025, 6, 3), "Adopted", Noon),
            Token);
        await store.EraseUserAsync("ann", Token);
        await store.PruneAsync(Idle, Token);

        var accounts = (await store.Reader.ExamineAsync(Token)).Ids;

        Assert.Equal(["2025-06", "2025-07"], accounts.Select(a => a.Month));
        Assert.Equal((3, 1), (accounts[0].Last, accounts[0].Used));
        Assert.Equal([new(IdGap.Skipped, 2)], accounts[0].Gaps);
        Assert.Equal((100, 2), (accounts[1].Last, accounts[1].Used));
        Assert.Equal(
            new() { [IdGap.Erased] = 1, [IdGap.Pruned] = 1, [IdGap.Leased] = 9, [IdGap.Skipped] = 87 },
            accounts[1].Gaps.Where(gap => gap.Value != 0).ToDictionary());
        Assert.All(accounts, account => Assert.Equal(0, account.Unexplained));
        Assert.Equal((1, 2), (erased.Number, pruned.Number));
    }

    [Fact]
    public async Task OfSeveralReasonsOneCounts()
    {
        await using var store = OpenStore();
        await store.LeaseIdsAsync(Noon, 3, Token);
        var first = new SequenceId(2025, 7, 1);

        // Pruned, come back, and pruned again; and another one that is erased behind it.
        foreach (var life in new[] { "first", "second" })
        {
            await store.AppendAsync(new Batch(life).Step(first, "One", Noon).Status(first, SequenceStatus.Failed, Noon), Token);
            await store.PruneAsync(Idle, Token);
        }

        Assert.Equal((0, 1, 2, 0), await Account());
        await store.AppendAsync(new Batch("third").Begin(first, Noon, Ann), Token);
        Assert.Equal((1, 0, 2, 0), await Account());
        await store.EraseUserAsync("ann", Token);
        var account = await AccountOf(store);
        Assert.Equal((1, 0), (account.Gaps[IdGap.Erased], account.Unexplained));

        async Task<(long Used, long Pruned, long Leased, long Unexplained)> Account()
        {
            var account = await AccountOf(store);
            return (
                account.Used, account.Gaps.GetValueOrDefault(IdGap.Pruned), account.Gaps.GetValueOrDefault(IdGap.Leased),
                account.Unexplained);
        }
    }

    [Fact]
    public async Task AStoreInWhichNothingHappenedHasNothingToAccountFor()
    {
        await using var store = OpenStore();

        Assert.Empty((await store.Reader.ExamineAsync(Token)).Ids);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhateverHappensTheAccountIsThatOfASlowCount(int seed)
    {
        var life = new LifeOfNumbers(seed);
        for (var round = 0; round < 4; round++)
        {
            // Each in another life of the store.
            await using var store = OpenStore();
            for (var i = 0; i < 25; i++)
            {
                await life.GoOnAsync(store);
            }

            life.AssertAgrees(
                (await store.Reader.ExamineAsync(Token)).Ids, (await store.Reader.GetStatisticsAsync(Token)).Counters);
        }
    }

    /// <summary>The account of the only month.</summary>
    private static async Task<IdAccount> AccountOf(ISequenceStore store) =>
        Assert.Single((await store.Reader.ExamineAsync(Token)).Ids);
}
