using SequenceLogging.Cli.Rendering;

namespace SequenceLogging.Cli.Tests.Rendering;

public class CellsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("ascii", 5)]
    [InlineData("привет", 6)]
    [InlineData("سلام", 4)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("𝓐𝓷𝓷", 3)]
    [InlineData("👍", 2)]
    [InlineData("👩‍🚀", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("⚠️", 2)]
    [InlineData("✔✖▸○●⋯↳┌│└⏎■", 12)]
    [InlineData("𠀀", 2)]
    public void ATextTakesTheCellsThatATerminalGivesIt(string text, int width) => Assert.Equal(width, Cells.WidthOf(text));
}
