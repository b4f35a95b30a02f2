using System.Diagnostics;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Cli.Tests.Commands.Completion;

public sealed class CompletionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Seqlog _seqlog = new();

    public CompletionTests()
    {
        _seqlog.Reader.Journeys.AddRange([Samples.Active("SEQ-2025-07-00002", 1), Samples.Ad()]);
        _seqlog.Reader.StepStatistics = Samples.Made("Payment_Step_1_Pay", "Payment_Step_2_Paid", "Шаг", "$(touch x)", "two words", "a;b", "--yes'");
        _seqlog.Reader.Statistics = Samples.Statistics();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("li", "list")]
    [InlineData("rejected ", "list,retry")]
    [InlineData("find --sta", "--status")]
    [InlineData("find --status ", "abandoned,active,completed,failed")]
    [InlineData("tail --status f", "failed")]
    [InlineData("export --format ", "csv,html,json,markdown")]
    [InlineData("find --step Pay", "Payment_Step_1_Pay,Payment_Step_2_Paid")]
    [InlineData("tail --step Ша", "Шаг")]
    [InlineData("tail --flow ", "Payment")]
    [InlineData("serve --", "--help,--json,--open,--port,--seq,--store")]
    [InlineData("tail --component p", "payments")]
    [InlineData("show ", "SEQ-2025-07-00001,SEQ-2025-07-00002")]
    [InlineData("export SEQ-2025-07-00001 SEQ-2025-07-00", "SEQ-2025-07-00001,SEQ-2025-07-00002")]
    [InlineData("list --before SEQ", "SEQ-2025-07-00001,SEQ-2025-07-00002")]
    [InlineData("find --component ", "")]
    [InlineData("import ", "")] // the shell knows files
    [InlineData("export --output ", "")]
    [InlineData("nonsense ", "")]
    public async Task WhatMayStandAtTheEndOfALineIsTold(string line, string words)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("suggest", "--", line));
        Assert.Equal(words, string.Join(',', _seqlog.Out.Split('\n')[..^1].Order(StringComparer.Ordinal)));
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task EveryCommandIsToldAndNoneThatIsHidden()
    {
        await _seqlog.RunAsync("suggest");

        var words = _seqlog.Out.Split('\n');
        Assert.Superset(new HashSet<string> { "list", "show", "find", "user", "trace", "tail", "stats", "export", "completion" }, words.ToHashSet());
        Assert.DoesNotContain("suggest", words);
    }

    [Fact]
    public async Task NothingThatAShellObeysIsEverTold()
    {
        await _seqlog.RunAsync("suggest", "--", "find --step ");

        Assert.Equal(["", "Payment_Step_1_Pay", "Payment_Step_2_Paid", "Шаг"], _seqlog.Out.Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswerIsNoError()
    {
        _seqlog.Reader.Failure = new SequenceStoreException("gone");

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("suggest", "--", "find --step "));
        Assert.Empty(_seqlog.Out);
        Assert.Empty(_seqlog.Error);
    }

    [Theory]
    [InlineData("bash", "complete -o bashdefault -o default -F _seqlog seqlog")]
    [InlineData("zsh", "#compdef seqlog")]
    [InlineData("fish", "complete -c seqlog ")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName seqlog ")]
    public async Task EachShellHasItsScript(string shell, string part)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("completion", shell));
        Assert.Contains(part, _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("seqlog", _seqlog.Out, StringComparison.Ordinal);
        Assert.Null(_seqlog.Provider.Opened);
    }

    [Fact]
    public async Task AnUnknownShellIsAUsageError()
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync("completion", "fihs"));
        Assert.Equal(
            "seqlog: \"fihs\" is no shell that seqlog knows. Did you mean 'fish'? Write bash, zsh, fish or pwsh. See 'seqlog completion --help'.\n",
            _seqlog.Error);
    }

    [Fact]
    public async Task ARealBashCompletesWithIt()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/bash"))
        {
            Assert.Skip("There is no bash here.");
        }

        await using (var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("bot.db"))))
        {
            await using var log = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
            using var scope = sequences.Begin(7);
            log.Information("{StepName}", "Payment_Step_1_Pay");
        }

        await _seqlog.RunAsync("completion", "bash");
        await File.WriteAllTextAsync(_folder.File("seqlog.bash"), _seqlog.Out, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _folder.File("try.bash"),
            $$$"""
            set -eu
            seqlog() { dotnet '{{{typeof(SeqlogApp).Assembly.Location}}}' "$@"; }
            source ./seqlog.bash
            complete -p seqlog
            try() {
              COMP_LINE=$1 COMP_POINT=${2:-${#1}} COMP_WORDS=($1)
              _seqlog
              echo "$1: ${COMPREPLY[*]-}"
            }
            try 'seqlog tr'
            try 'seqlog find --status co'
            try 'seqlog find --step Pay'
            try '  seqlog find --sta completed' 19
            try 'seqlog export --output '
            """.ReplaceLineEndings("\n"),
            TestContext.Current.CancellationToken);

        var start = new ProcessStartInfo("/bin/bash", ["try.bash"])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, Environment = { ["SEQLOG_STORE"] = _folder.File("bot.db") },
        };
        using var bash = Process.Start(start)!;
        var answer = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            complete -o bashdefault -o default -F _seqlog seqlog
            seqlog tr: trace
            seqlog find --status co: completed
            seqlog find --step Pay: Payment_Step_1_Pay
              seqlog find --sta completed: --status
            seqlog export --output : 

            """.ReplaceLineEndings("\n"),
            answer);
        Assert.Equal(0, bash.ExitCode);
    }
}
