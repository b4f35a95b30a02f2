using SequenceLogging.Delivery;

namespace SequenceLogging.Tests.Delivery;

/// <summary>How many ids are leased follows the pace.</summary>
public class BlockSizesTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2025, 7, 15, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void FewSequencesAreIssuedOneByOneForEver(int inASecond)
    {
        var sizes = new BlockSizes(null, _clock);

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(1, sizes.Next());
            sizes.CountIssued();
            _clock.Advance(TimeSpan.FromSeconds(1) / inASecond);
        }
    }

    [Fact]
    public void ManyLeaseAsManyAsTheLastSecondNeeded()
    {
        var sizes = new BlockSizes(null, _clock);
        var blocks = new List<int>();
        for (var size = 1; size < 90_000;)
        {
            size = sizes.Next();
            blocks.Add(size);
            for (var i = 0; i < size; i++)
            {
                sizes.CountIssued();
                _clock.Advance(TimeSpan.FromSeconds(1) / 100_000);
            }
        }

        Assert.All(blocks[..32], size => Assert.Equal(1, size));
        Assert.All(blocks.Index().Skip(33), block => Assert.InRange(block.Item, 32, blocks[..block.Index].Sum()));
        Assert.InRange(blocks.Count, 32, 60);
        Assert.InRange(blocks[^1], 90_000, 100_000);
    }

    [Fact]
    public void WhenThePaceSlowsDownTheyAreFewerAndThenNoneIsLeased()
    {
        var sizes = new BlockSizes(null, _clock);
        sizes.Next();
        for (var i = 0; i < 10_000; i++)
        {
            sizes.CountIssued();
        }

        Assert.Equal(10_000, sizes.Next());
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.InRange(sizes.Next(), 900, 1_100);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, sizes.Next());
    }

    [Fact]
    public void NoBlockIsLargerThanAStoreLeases()
    {
        var sizes = new BlockSizes(null, _clock);
        sizes.Next();
        for (var i = 0; i < 3_000_000; i++)
        {
            sizes.CountIssued();
        }

        Assert.Equal(BlockSizes.Largest, sizes.Next());
    }

    [Fact]
    public void WhoSaysHowManyGetsSoMany() => Assert.Equal(7, new BlockSizes(7, _clock).Next());
}
