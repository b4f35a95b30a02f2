namespace SequenceLogging.Conventions.Tests.Hygiene;

public class LinkRuleTests
{
    private static readonly string[] Files = ["README.md", "docs/concepts.md", "docs/decisions/README.md"];

    [Fact]
    public void EveryPageThatIsPointedToIsThere() => Complaints.MustBeNone(
        Repository.TrackedFiles
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(page => LinkRules.Find(page, Repository.Read(page), Repository.TrackedFiles)));

    [Theory]
    [InlineData("README.md", "[here](docs/nowhere.md)")]
    [InlineData("docs/concepts.md", "[here](README.md)")]
    [InlineData("docs/concepts.md", "[here](../docs/other.md#part)")]
    public void APageThatIsMissingIsNoticed(string page, string text) =>
        Assert.StartsWith(page, Assert.Single(LinkRules.Find(page, text, Files)), StringComparison.Ordinal);

    [Theory]
    [InlineData("README.md", "[here](docs/concepts.md), [there](docs/decisions) and [up](#part)")]
    [InlineData("docs/concepts.md", "[here](../README.md#part) and [there](https://example.org/nowhere.md)")]
    public void APageThatIsThereIsNot(string page, string text) => Assert.Empty(LinkRules.Find(page, text, Files));
}
