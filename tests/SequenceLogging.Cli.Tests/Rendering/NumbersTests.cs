using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Tests.Rendering;

public class NumbersTests
{
    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.00001, "0.1 %")]
    [InlineData(8.0 / 9, "88.9 %")]
    [InlineData(0.99999, "99.9 %")]
    [InlineData(1, "100 %")]
    public void OnlyAllIsAHundredPercent(double share, string text) => Assert.Equal(text, Numbers.Percent(share));

    [Fact]
    public void CountsHaveTheirNoun()
    {
        Assert.Equal("1 link", Numbers.Of(1, "link"));
        Assert.Equal("8,577 links", Numbers.Of(8_577, "link"));
    }
}
