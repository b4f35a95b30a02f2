using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

public class StoreReactionTests
{
    public static TheoryData<StoreErrorKind> Kinds => [.. Enum.GetValues<StoreErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WaitsDoubleUpToTheirLimitAndJitterBetweenHalfAndWhole(StoreErrorKind kind)
    {
        var reaction = StoreReaction.For(kind);

        Assert.Equal(reaction.FirstWait, 2 * reaction.WaitAfter(1, 0));
        Assert.Equal(reaction.FirstWait, reaction.WaitAfter(2, 0));
        Assert.Equal(reaction.LongestWait * 0.75, reaction.WaitAfter(int.MaxValue, 0.5));
        Assert.InRange(reaction.WaitAfter(40, 0.999), reaction.LongestWait * 0.99, reaction.LongestWait);
        Assert.True(reaction.FirstWait > TimeSpan.Zero, "It would loop hot.");
    }

    [Theory]
    [InlineData(StoreErrorKind.Busy, false, false)]
    [InlineData(StoreErrorKind.Unavailable, true, false)]
    [InlineData(StoreErrorKind.Full, false, false)]
    [InlineData(StoreErrorKind.InputOutput, true, false)]
    [InlineData(StoreErrorKind.Corrupt, true, false)]
    [InlineData(StoreErrorKind.ReadOnly, true, false)]
    [InlineData(StoreErrorKind.Schema, true, false)]
    [InlineData(StoreErrorKind.BadData, false, true)]
    [InlineData(StoreErrorKind.Bug, true, true)]
    public void EachKindHasOneReaction(StoreErrorKind kind, bool recovers, bool divides)
    {
        var reaction = StoreReaction.For(kind);

        Assert.Equal((recovers, divides), (reaction.Recovers, reaction.TriesBeforeDividing > 0));
    }

    [Fact]
    public void AServerThatIsBackIsAskedWithinTwoSecondsHoweverLongItWasAway() =>
        Assert.InRange(
            StoreReaction.For(StoreErrorKind.Unavailable).WaitAfter(1_000_000, 0.999), TimeSpan.Zero, TimeSpan.FromSeconds(2));

    [Fact]
    public void WhatIsNotTheStoresOwnWordIsAMistakeInItsCode()
    {
        Assert.Equal(StoreErrorKind.Bug, StoreReaction.KindOf(new InvalidOperationException()));
        Assert.Equal(StoreErrorKind.Full, StoreReaction.KindOf(new SequenceStoreException { Kind = StoreErrorKind.Full }));
    }
}
