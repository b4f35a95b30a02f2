namespace SequenceLogging.Conventions.Tests.References;

public class ArrowTests
{
    [Fact]
    public void ProjectsReferToNoneButThoseThatTheyMay() => Complaints.MustBeNone(
        Repository.SourceProjects.SelectMany(project =>
            Arrows.Find(project.Name, [.. project.ProjectReferences, .. project.PackageReferences])));

    [Fact]
    public void AssembliesUseNoneButThoseThatTheyMay() => Complaints.MustBeNone(
        Repository.SourceProjects.SelectMany(project =>
        {
            using var references = new AssemblyReferences(project.AssemblyPath);
            return Arrows.Find(project.Name, [.. references.Assemblies.Select(assembly => assembly.Name)]);
        }));

    [Fact]
    public void TheProjectsAreFound()
    {
        var names = Repository.SourceProjects.Select(project => project.Name).ToList();

        Assert.Contains("SequenceLogging", names);
        Assert.Contains("SequenceLogging.Sqlite", names);
        Assert.Contains(Repository.SourceProjects, project => project.ProjectReferences.Contains("SequenceLogging"));
        Assert.Contains(Repository.SourceProjects, project => project.PackageReferences.Contains("Serilog"));
    }

    [Theory]
    [InlineData("SequenceLogging", "SequenceLogging.Sqlite")]
    [InlineData("SequenceLogging", "Microsoft.Extensions.Logging")]
    [InlineData("SequenceLogging", "Serilog.Sinks.File")]
    [InlineData("SequenceLogging.Hosting", "SequenceLogging.Sqlite")]
    [InlineData("SequenceLogging.Sqlite", "SequenceLogging.Cli")]
    [InlineData("SequenceLogging.Sqlite", "Microsoft.Data.Sqlite")]
    [InlineData("SequenceLogging.NotYetThere", "SequenceLogging.Sqlite")]
    [InlineData("SequenceLogging.NotYetThere", "Some.Package")]
    [InlineData("SequenceLogging.Cli", "Some.Package")]
    public void AnArrowInTheWrongDirectionIsNoticed(string project, string use) =>
        Assert.Contains(use, Assert.Single(Arrows.Find(project, ["Serilog", use, use])), StringComparison.Ordinal);

    [Theory]
    [InlineData("SequenceLogging.Sqlite", "SequenceLogging")]
    [InlineData("SequenceLogging.Sqlite", "SQLitePCLRaw.core")]
    [InlineData("SequenceLogging.NotYetThere", "Serilog")]
    [InlineData("SequenceLogging.Cli", "SequenceLogging.NotYetThere")]
    [InlineData("SequenceLogging", "System.Text.Json")]
    public void AnArrowInTheRightDirectionIsNot(string project, string use) => Assert.Empty(Arrows.Find(project, [use]));
}
