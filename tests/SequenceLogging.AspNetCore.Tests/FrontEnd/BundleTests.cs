using System.Text.RegularExpressions;

namespace SequenceLogging.AspNetCore.Tests.FrontEnd;

public partial class BundleTests
{
    private const int Most = 250_000;

    [Theory]
    [InlineData(".br")]
    [InlineData(".gz")]
    public void TheFirstPageIsSmall(string ending)
    {
        var bundle = EmbeddedBundle.Open();

        var scripts = EmbeddedBundle.WithImports(bundle.Script, EmbeddedBundle.PartOf("Overview"));

        Assert.True(scripts.Count > 2, "The parts that these load before they run were not found.");
        Assert.InRange(EmbeddedBundle.SizeOf(scripts.Append(bundle.Style), ending), 1, Most);
    }

    [Fact]
    public void EveryPartIsThere()
    {
        var bundle = EmbeddedBundle.Open();

        var parts = EmbeddedBundle.Names.Where(n => n.EndsWith(".js", StringComparison.Ordinal)).ToArray();

        Assert.Contains(bundle.Script, parts);
        Assert.Contains(bundle.Style, EmbeddedBundle.Names);
        Assert.Superset(EmbeddedBundle.WithImports(parts).ToHashSet(), parts.ToHashSet());
        Assert.NotEmpty(DynamicImport().Matches(EmbeddedBundle.ReadText(bundle.Script)));
        Assert.All(
            parts.SelectMany(part => DynamicImport().Matches(EmbeddedBundle.ReadText(part))),
            import => Assert.Contains(import.Groups["name"].Value, parts));
    }

    [Fact]
    public void NothingIsLoadedFromElsewhere()
    {
        EmbeddedBundle.Open();

        var addresses = EmbeddedBundle.Names
            .Where(n => n.EndsWith(".js", StringComparison.Ordinal) || n.EndsWith(".css", StringComparison.Ordinal))
            .SelectMany(n => Address().Matches(EmbeddedBundle.ReadText(n)).Select(m => m.Value));

        Assert.DoesNotContain(addresses, address => !address.StartsWith("http://www.w3.org/", StringComparison.Ordinal)); // names of kinds of XML
    }

    [GeneratedRegex("""\bimport\(\s*"\./(?<name>[^"]+)"\s*\)""")]
    private static partial Regex DynamicImport();

    [GeneratedRegex("""(?:https?:)?//[\w-]+(?:\.[\w-]+)+[\w/.-]*""")]
    private static partial Regex Address();
}
