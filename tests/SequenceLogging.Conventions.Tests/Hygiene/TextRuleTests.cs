using System.Text;

namespace SequenceLogging.Conventions.Tests.Hygiene;

public class TextRuleTests
{
    [Fact]
    public void NoFileNamesAMachineOrARegistry() => Complaints.MustBeNone(
        Repository.TrackedFiles
            .Select(file => (Name: file, Bytes: File.ReadAllBytes(Repository.PathOf(file))))
            .Where(file => !file.Bytes.Contains((byte)0))
            .SelectMany(file => TextRules.Find(file.Name, Encoding.UTF8.GetString(file.Bytes))));

    [Fact]
    public void TheFilesAreFound()
    {
        Assert.Contains("SequenceLogging.sln", Repository.TrackedFiles);
        Assert.Contains("src/SequenceLogging/SequenceLog.cs", Repository.TrackedFiles);
    }

    /// <summary>With ~ for / and ! for a dot, since this file is looked at as well.</summary>
    [Theory]
    [InlineData("<Import Project=\"~work/main/x.props\" />", "~work/")]
    [InlineData("Merged from ~tmp/h/guards", "~tmp/h/")]
    [InlineData("cd ~root/project", "~root/")]
    [InlineData("see ~home/ann/notes", "~home/a")]
    [InlineData("https://api!nuget!org/v3/index.json", "api!nuget!org")]
    public void AWrongLineIsNoticedWithItsNumber(string line, string found)
    {
        var complaint = Assert.Single(TextRules.Find("README.md", Plain($"all is well\n{line}\n")));

        Assert.StartsWith(Plain($"README.md:2: {found} is"), complaint, StringComparison.Ordinal);

        static string Plain(string text) => text.Replace('~', '/').Replace('!', '.');
    }

    [Theory]
    [InlineData("docs/work/plan.md and $HOME/work/x and ../root/file")]
    [InlineData("a temporary folder such as /tmp/seqlog-test-1")]
    [InlineData("https://nuget.org.example/")]
    public void AHarmlessLineIsNot(string line) => Assert.Empty(TextRules.Find("README.md", line));
}
