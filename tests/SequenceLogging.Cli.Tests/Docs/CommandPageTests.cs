using System.Text;
using System.Text.RegularExpressions;

namespace SequenceLogging.Cli.Tests.Docs;

/// <summary>
/// Runs every example of docs/cli.md and compares what it prints with what the page says. With <c>UPDATE_DOCS=1</c> in the
/// environment the page gets what was printed.
/// </summary>
public sealed partial class CommandPageTests : IDisposable
{
    private const string Update = "UPDATE_DOCS";
    private const string Prompt = "$ seqlog ";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryExampleOfThePageWasRun()
    {
        await DemoBot.FillAsync(_folder.File("sequences.db"));
        await File.WriteAllTextAsync(_folder.File("bot.clef"), Clef, TestContext.Current.CancellationToken);
        var page = await File.ReadAllTextAsync(PagePath, TestContext.Current.CancellationToken);

        var run = new StringBuilder();
        var examples = 0;
        var fence = "";
        foreach (var line in page.Split('\n'))
        {
            // What an example printed lies between its command and the end of the fence, which may hold shorter ones.
            if (fence.Length == 0 || line == fence)
            {
                fence = fence.Length == 0 && ConsoleFence().Match(line) is { Success: true } start ? start.Groups[1].Value : "";
                run.Append(line).Append('\n');
            }
            else if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                run.Append(await RunAsync(line));
                examples++;
            }
        }

        run.Length--;
        Assert.InRange(examples, 30, 200);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(PagePath, run.ToString(), TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.Equal(Sizes().Replace(page, "(size)"), Sizes().Replace(run.ToString(), "(size)"));
        }
    }

    [Fact]
    public async Task EveryCommandHasAnExampleOnThePage()
    {
        var page = await File.ReadAllTextAsync(PagePath, TestContext.Current.CancellationToken);

        Assert.All(
            SequenceLogging.Cli.Commands.SeqlogCommand.For([], new Seqlog().Around).Subcommands.Where(c => !c.Hidden),
            command => Assert.Contains(Prompt + command.Name, page, StringComparison.Ordinal));
    }

    private const string Clef =
        """
        {"@t":"2025-07-01T10:00:00Z","@mt":"{StepName}","StepName":"User_Flow_1_Start","CaseId":"a"}
        {"@t":"2025-07-01T10:00:05Z","@mt":"{StepName}","StepName":"CreateAd_Step_1_ChooseFormat","CaseId":"a"}
        {"@t":"2025-07-01T10:00:07Z","@mt":"{StepName}","StepName":"User_Flow_1_Start","CaseId":"b"}

        """;

    private static string PagePath => Path.Combine(Repository(), "docs", "cli.md");

    private async Task<string> RunAsync(string line)
    {
        var seqlog = Shell();
        var code = await seqlog.RunAsync([.. Words(line[Prompt.Length..]).Select(Here)]);
        return $"{line}\n{There(seqlog.Error)}{There(seqlog.Out)}{(code == ExitCode.Ok ? "" : $"(exit code {code})\n")}";
    }

    private Seqlog Shell()
    {
        var seqlog = new Seqlog().OnSqlite().OnTerminal(100);
        seqlog.Variables["NO_COLOR"] = "1";
        seqlog.Around = seqlog.Around with { UseStoreFile = (options, path) => options.UseSqlite(Here(path)) };
        return seqlog;
    }

    // The files of the page lie in the test's folder.
    private string Here(string word) => FileName().IsMatch(word) ? _folder.File(word) : word;

    private string There(string text) => string.Join(
        '\n',
        text.ReplaceLineEndings("\n")
            .Replace(_folder.Path + "/", "", StringComparison.Ordinal)
            .Replace(AppContext.BaseDirectory, "", StringComparison.Ordinal) // where a store is looked for that nobody names
            .Split('\n').Select(l => l.TrimEnd()));

    private static IEnumerable<string> Words(string line) =>
        Word().Matches(line).Select(m => m.Value.Length > 1 && m.Value[0] is '\'' or '"' ? m.Value[1..^1] : m.Value);

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SequenceLogging.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    // How many bytes a file has depends on which steps were written together.
    [GeneratedRegex(@"\b\d+(\.\d+)? (bytes|MB|B|KiB|MiB)\b")]
    private static partial Regex Sizes();

    [GeneratedRegex("^(```+)console$")]
    private static partial Regex ConsoleFence();

    [GeneratedRegex(@"^[\w-]+\.(db|clef|html|md|csv|json|txt)$")]
    private static partial Regex FileName();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();
}
