using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Tests.Rendering;

public class PhraseTests
{
    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("支払い確認", 5, "支払…")]
    [InlineData("支払い確認", 6, "支払…")]
    [InlineData("👩‍🚀👩‍🚀👩‍🚀", 5, "👩‍🚀👩‍🚀…")]
    [InlineData("ab", 1, "…")]
    [InlineData("ab", 0, "")]
    public void ALongTextIsCutBehindAWholeCharacter(string text, int width, string cut)
    {
        var phrase = new Phrase(text).Cut(width);
        Assert.Equal(cut, TextOf(phrase));
        Assert.True(phrase.Width <= width);
    }

    [Theory]
    [InlineData("one two three", 7, 7, "one two|three")]
    [InlineData("one two three", 3, 5, "one|two|three")]
    [InlineData("unbreakable", 4, 4, "unbr|eaka|ble")]
    [InlineData("  indented", 6, 6, "  inde|nted")]
    [InlineData("支払い 確認", 6, 6, "支払い|確認")]
    [InlineData("", 5, 5, "")]
    public void ALongTextIsWrappedAtSpaces(string text, int first, int others, string lines) =>
        Assert.Equal(lines, string.Join('|', new Phrase(text).Wrap(first, others).Select(TextOf)));

    [Fact]
    public void SquareBracketsAreNoMarkup() => Assert.Equal("[red]x[/] [[", TextOf(new Phrase("[red]x[/] [[")));

    private static string TextOf(Phrase phrase) => string.Concat(phrase.Parts.Select(p => p.Text));
}
