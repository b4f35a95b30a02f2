namespace SequenceLogging.Conventions.Tests.PublicApi;

public class PublicApiTests
{
    public static TheoryData<string> Libraries =>
        [.. Repository.SourceProjects.Where(project => !project.IsTool && project.IsBuilt).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void ThePublicApiIsTheOneThatWasAgreedTo(string library)
    {
        var project = Repository.SourceProjects.Single(project => project.Name == library);

        ApprovedText.MustMatch(FileOf(library), ApiPrinter.Print(project.Assembly.ExportedTypes));
    }

    [Fact]
    public void AToolIsNoLibraryAndShowsNoType()
    {
        var tools = Repository.SourceProjects.Where(project => project.IsTool);

        Complaints.MustBeNone(tools.SelectMany(tool => tool.Assembly.ExportedTypes.Select(type => $"{tool}: {type} is public.")));
    }

    [Fact]
    public void NoFileIsLeftOfALibraryThatIsGone()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("api"), "SequenceLogging*.txt").Select(Path.GetFileName);

        Assert.Equal(
            Repository.SourceProjects.Where(project => !project.IsTool).Select(project => Path.GetFileName(FileOf(project.Name))).Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal));
    }

    private static string FileOf(string library) => $"api/{library}.txt";
}
