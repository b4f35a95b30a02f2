using SequenceLogging.Journeys;

namespace SequenceLogging.StoreContract;

// Several logs in one process.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task TwoStoresInOneProcessKnowNothingOfEachOther()
    {
        await using var first = Start("first");
        await using var second = Start("second");
        var (a, b) = (first.Begin(1), second.Begin(1));

        first.Step(a, "Of the first");
        second.Step(b, "Of the second");

        Assert.Equal(a, b);
        Assert.Equal(["Of the first"], NamesOf(await first.DetailsOf(a)));
        Assert.Equal(["Of the second"], NamesOf(await second.DetailsOf(b)));
        Assert.Equal(1, (await first.StatisticsAsync()).Steps.Total);
        Assert.Equal(1, (await second.StatisticsAsync()).Steps.Total);
    }

    [Fact]
    public async Task WhatHappensInASequenceOfOneStoreIsNotWrittenToAnother()
    {
        await using var first = Start("first");
        await using var second = Start("second");
        var id = first.Begin();

        using (first.Sequences.Resume(id))
        {
            second.LogOutside("{StepName}", "Of the first");
        }

        Assert.Empty(await IdsOf(second.Store.Reader, new SequenceQuery()));
        Assert.Equal(0, second.Sequences.Delivery.Emitted);
    }

    [Fact]
    public async Task TwoLogsOnOneStoreShareItUntilTheLastIsClosed()
    {
        await using var second = Start();
        await using (var first = Start())
        {
            Assert.Same(first.Store, second.Store);
            first.Step(first.Begin(), "One");
        }

        var id = second.Begin();
        second.Step(id, "Two");

        Assert.Equal("SEQ-2025-07-00002", id.ToString());
        Assert.Equal(2, second.Sequences.Delivery.Stored + second.Sequences.Delivery.Pending);
        Assert.Equal(["Two"], NamesOf(await second.DetailsOf(id)));
    }
}
