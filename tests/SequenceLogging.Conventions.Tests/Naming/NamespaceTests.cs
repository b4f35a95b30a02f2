using SequenceLogging.Conventions.Tests.References;

namespace SequenceLogging.Conventions.Tests.Naming;

public class NamespaceTests
{
    [Fact]
    public void NoNamespaceHidesALibrary()
    {
        var own = new List<string>();
        var foreign = new List<string>(Repository.SourceProjects.SelectMany(project => project.PackageReferences));
        foreach (var project in Repository.SourceProjects)
        {
            using var references = new AssemblyReferences(project.AssemblyPath);
            own.AddRange(references.OwnNamespaces);
            foreign.AddRange(references.ForeignNamespaces);
        }

        Assert.Contains("SequenceLogging.Storage", own);
        Assert.Contains("Serilog.Events", foreign);
        Complaints.MustBeNone(NamespaceRule.Find(own, foreign));
    }

    [Theory]
    [InlineData("SequenceLogging.Serilog", "Serilog")]
    [InlineData("SequenceLogging.Stores.LiteDB.Files", "LiteDB")]
    [InlineData("SequenceLogging.System", "System")]
    public void ANamespaceThatHidesALibraryIsNoticed(string own, string library) =>
        Assert.Contains(own, Assert.Single(NamespaceRule.Find([own], [library, "Other"])), StringComparison.Ordinal);

    [Theory]
    [InlineData("SequenceLogging.LiteDb", "LiteDB")]
    [InlineData("Serilog", "Serilog.Core")]
    [InlineData("SequenceLogging.Events", "Serilog.Events")]
    public void AnotherIsNot(string own, string library) => Assert.Empty(NamespaceRule.Find([own], [library]));
}
