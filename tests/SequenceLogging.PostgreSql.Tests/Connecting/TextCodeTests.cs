using SequenceLogging.PostgreSql.Texts;

namespace SequenceLogging.PostgreSql.Tests.Connecting;

public class TextCodeTests
{
    private static readonly string[] Parts = ["", "a", "\0", "\uFDD0", "\uFDD1", "\uFDD2", "😀"];

    public static TheoryData<string> Texts =>
        [.. (from a in Parts from b in Parts from c in Parts select a + b + c).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void EveryTextComesBackAsItWas(string text)
    {
        var stored = TextCode.Encode(text);

        Assert.Equal(text, TextCode.Decode(stored));
        Assert.DoesNotContain('\0', stored);
    }

    [Fact]
    public void DifferentTextsStayDifferent() =>
        Assert.Equal(Texts.Select(t => t.Data).Distinct().Count(), Texts.Select(t => TextCode.Encode(t.Data)).Distinct().Count());

    [Fact]
    public void ALoneSurrogateIsReplacedAsInAllStores() => Assert.Equal("a\uFFFDb", TextCode.Encode("a\uD800b"));

    [Fact]
    public void PartsOfAKeyAreNotRunTogether() =>
        Assert.NotEqual(KeyHash.Of("ab", "c"), KeyHash.Of("a", "bc"));
}
