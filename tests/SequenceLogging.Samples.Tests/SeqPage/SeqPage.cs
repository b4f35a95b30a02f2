using System.Text.RegularExpressions;

namespace SequenceLogging.Samples.Tests.SeqPage;

/// <summary>The page <c>docs/seq.md</c>, by its blocks of code.</summary>
internal static partial class SeqPage
{
    public static string Root { get; } = FindRoot();

    public static string[] Blocks(string language) =>
        [.. Block().Matches(File.ReadAllText(Path.Combine(Root, "docs", "seq.md")))
            .Where(b => b.Groups["language"].Value == language)
            .Select(b => b.Groups["code"].Value.Trim('\n'))];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SequenceLogging.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
