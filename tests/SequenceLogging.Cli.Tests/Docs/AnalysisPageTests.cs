using System.Text.RegularExpressions;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Tests.Docs;

/// <summary>The code of <c>docs/analysis.md</c> is compiled, and runs.</summary>
public sealed partial class AnalysisPageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EachSnippetIsCodeThatIsCompiled()
    {
        var code = Squeeze(await ReadAsync("tests", "SequenceLogging.Cli.Tests", "Docs", "AnalysisSnippets.cs"));

        var snippets = Snippet().Matches(await ReadAsync("docs", "analysis.md"));

        Assert.Equal(2, snippets.Count);
        Assert.All(snippets, snippet => Assert.Contains(Squeeze(snippet.Groups["code"].Value), code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheyRunOnTheBotOfTheCommandLinesPage()
    {
        await DemoBot.FillAsync(_folder.File("sequences.db"));
        await using var sequences = SequenceLog.Open(
            new SequenceLogOptions { TimeProvider = new ManualTimeProvider(Samples.Now) }.UseSqlite(_folder.File("sequences.db")));

        await AnalysisSnippets.AskAsync(sequences, Samples.Now.AddDays(-30), Samples.Now);

        var paid = new SequenceDetails
        {
            SequenceId = SequenceId.Parse("SEQ-2025-07-00001"),
            Steps = [new SequenceStep { Order = 1, StepName = new StepName("Payment_Step_1_ProcessTON") }],
        };
        await AnalysisSnippets.CheckAsync(
            sequences, paid, sequences.Analysis, new SequenceQuery { CreatedFrom = Samples.Now, CreatedBefore = Samples.Now.AddDays(1) });
    }

    private static Task<string> ReadAsync(params string[] path) => File.ReadAllTextAsync(
        Path.Combine([CommandPageTests.Repository(), .. path]), TestContext.Current.CancellationToken);

    private static string Squeeze(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
