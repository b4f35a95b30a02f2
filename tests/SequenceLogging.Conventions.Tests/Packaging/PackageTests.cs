using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace SequenceLogging.Conventions.Tests.Packaging;

public class PackageTests
{
    private const string Manifest =
        """
        <package><metadata>
          <id>Some</id><description>What it is.</description><readme>README.md</readme>
          <license type="expression">Apache-2.0</license>
        </metadata></package>
        """;

    /// <summary>What was built with this test is packed, without building it again.</summary>
    [Fact]
    public void EveryProjectIsAPackageWithAllThatBelongsToIt()
    {
        using var folder = new TempFolder();
        var configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        Repository.Run(
            "dotnet", "pack", "SequenceLogging.sln", "--no-build", "-c", configuration, "-o", folder.Path, "-warnaserror", "-nodeReuse:false");

        // The suite of contract tests is for those who write a store.
        var packages = Repository.SourceProjects.Where(project => project.IsBuilt).Select(project => (project.Name, project.IsTool))
            .Append((Name: "SequenceLogging.StoreContract", IsTool: false));
        Complaints.MustBeNone(packages.SelectMany(project =>
        {
            using var package = OpenOnly(folder, $"{project.Name}.*.nupkg");
            using var symbols = OpenOnly(folder, $"{project.Name}.*.snupkg");
            return PackageRules.Find(project.Name, project.IsTool, package, symbols).ToList();
        }));
    }

    [Fact]
    public void AWholePackageIsNoComplaint() => Assert.Empty(Find(Whole(), ["lib/net10.0/Some.pdb"]));

    [Theory]
    [InlineData("README.md")]
    [InlineData("lib/net10.0/Some.dll")]
    [InlineData("lib/net10.0/Some.xml")]
    [InlineData("Some.nuspec")]
    public void AFileThatIsMissingIsNoticed(string file)
    {
        var files = Whole();
        files.Remove(file);

        Assert.Contains(file, Assert.Single(Find(files, ["lib/net10.0/Some.pdb"])), StringComparison.Ordinal);
    }

    [Fact]
    public void SymbolsThatAreMissingAreNoticed() =>
        Assert.Contains("symbols", Assert.Single(Find(Whole(), ["lib/net10.0/Other.pdb"])), StringComparison.Ordinal);

    [Theory]
    [InlineData("What it is.", "Package Description", "description")]
    [InlineData("What it is.", "", "description")]
    [InlineData("Apache-2.0", "Unlicense", "license")]
    [InlineData("<readme>README.md</readme>", "", "readme")]
    [InlineData("<id>", "<packageTypes><packageType name=\"DotnetTool\" /></packageTypes><id>", "tool")]
    public void AManifestThatIsWrongIsNoticed(string right, string wrong, string found)
    {
        var files = Whole();
        files["Some.nuspec"] = Manifest.Replace(right, wrong, StringComparison.Ordinal);

        Assert.Contains(found, Assert.Single(Find(files, ["lib/net10.0/Some.pdb"])), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Whole() => new()
    {
        ["Some.nuspec"] = Manifest,
        ["README.md"] = "# Some",
        ["lib/net10.0/Some.dll"] = "MZ",
        ["lib/net10.0/Some.xml"] = "<doc />",
    };

    private static List<string> Find(Dictionary<string, string> files, string[] symbols) =>
        [.. PackageRules.Find("Some", false, Zip(files), Zip(symbols.ToDictionary(name => name, _ => "BSJB")))];

    private static MemoryStream Zip(Dictionary<string, string> files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static FileStream OpenOnly(TempFolder folder, string pattern)
    {
        var digits = Directory.GetFiles(folder.Path, pattern)
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[pattern.IndexOf('*', StringComparison.Ordinal)]));
        return File.OpenRead(Assert.Single(digits));
    }
}
