using System.Globalization;
using SequenceLogging.Reporting.Lines;
using Spectre.Console.Rendering;

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

    // What is drawn and what is measured are not of one library any more: they must agree on every letter there is.
    [Fact]
    public void ALetterTakesWhatTheTerminalLibraryGivesIt()
    {
        const string YoungerThanTheLibrary = "\u0897\u31E4\u31E5";
        var letters = Enumerable.Range(' ', 0xFFF0 - ' ').Select(code => (char)code).Where(IsLetter).ToList();

        Assert.True(letters.Count > 50_000);
        Assert.DoesNotContain(letters, letter => Cells.WidthOfElement([letter]) != new Segment(letter.ToString()).CellCount());

        static bool IsLetter(char letter) => !YoungerThanTheLibrary.Contains(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }
}
