namespace SequenceLogging.Cli.Tests.Commands;

public class UsageTests
{
    private readonly Seqlog _seqlog = new();

    [Theory]
    [InlineData("shwo", "there is no command \"shwo\". Did you mean 'show'? See 'seqlog --help'.")]
    [InlineData("lst", "there is no command \"lst\". Did you mean 'list'? See 'seqlog --help'.")]
    [InlineData("SEQ-2025-07-00001", "there is no command \"SEQ-2025-07-00001\". Did you mean 'seqlog show SEQ-2025-07-00001'? See 'seqlog --help'.")]
    [InlineData("list --text x", "there is no option \"--text\" of list. See 'seqlog list --help'.")]
    [InlineData("find --status Faild", "\"Faild\" is no status of a sequence. Did you mean 'failed'? Write active, completed, failed or abandoned. See 'seqlog find --help'.")]
    [InlineData("xyzzy", "there is no command \"xyzzy\". See 'seqlog --help'.")]
    [InlineData("find --staus failed", "there is no option \"--staus\" of find. Did you mean '--status'? See 'seqlog find --help'.")]
    [InlineData("show --jsn SEQ-2025-07-00001", "there is no option \"--jsn\" of show. Did you mean '--json'? See 'seqlog show --help'.")]
    [InlineData("show SEQ-2025-07-00001 extra", "there is no argument \"extra\" of show. See 'seqlog show --help'.")]
    [InlineData("find --limit 0", "\"0\" is no limit. Write a number from 1 to 10000. See 'seqlog find --help'.")]
    [InlineData("find --limit many", "\"many\" is no limit. Write a number from 1 to 10000. See 'seqlog find --help'.")]
    [InlineData("tail --from -1", "\"-1\" is no position. Write the number that 'seqlog tail --json' tells as position, or 0. See 'seqlog tail --help'.")]
    [InlineData("rejected", "rejected needs to know what to do: list or retry. See 'seqlog rejected --help'.")]
    [InlineData("rejected lsit", "there is no command \"lsit\" of rejected. Did you mean 'list'? See 'seqlog rejected --help'.")]
    [InlineData("rejected list --limt 4", "there is no option \"--limt\" of rejected list. Did you mean '--limit'? See 'seqlog rejected list --help'.")]
    [InlineData("rejected list --jsn", "there is no option \"--jsn\" of rejected list. Did you mean '--json'? See 'seqlog rejected list --help'.")]
    [InlineData("rejected list --before 0", "\"0\" is no id of a rejected event. Write the number that 'seqlog rejected list' shows first, for example 17. See 'seqlog rejected list --help'.")]
    [InlineData("rejected list --json --csv", "--json and --csv are two answers to one question. Leave one of them out. See 'seqlog rejected list --help'.")]
    [InlineData("find --json --csv", "--json and --csv are two answers to one question. Leave one of them out. See 'seqlog find --help'.")]
    [InlineData("rejected retry", "it was not said what to try again. Name ids that 'seqlog rejected list' shows, or --all. See 'seqlog rejected retry --help'.")]
    [InlineData("rejected retry 17 --all", "--all means every one. Leave the ids out, or --all. See 'seqlog rejected retry --help'.")]
    [InlineData("rejected retry 17 SEQ-2025-07-00001", "\"SEQ-2025-07-00001\" is no id of a rejected event. Write the number that 'seqlog rejected list' shows first, for example 17. See 'seqlog rejected retry --help'.")]
    [InlineData("erase --user 7", "nobody can be asked here whether to erase. Add --yes if that is meant. See 'seqlog erase --help'.")]
    [InlineData("tail --status active", "\"active\" is no status of a step. Write started, completed, failed or skipped. See 'seqlog tail --help'.")]
    [InlineData("find --status done", "\"done\" is no status of a sequence. Write active, completed, failed or abandoned. See 'seqlog find --help'.")]
    [InlineData("find --component payments", "\"payments\" names no component and entity. Write component:entity id or component:type:entity id, for example payments:TE5768 or payments:ton_payment:TE5768, in at most 1024 characters. See 'seqlog find --help'.")]
    public async Task AWrongCommandLineIsOneLineThatSaysHowToGoOn(string line, string error)
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync(line.Split(' ')));
        Assert.Equal($"seqlog: {error}\n", _seqlog.Error);
        Assert.Empty(_seqlog.Out);
        Assert.Null(_seqlog.Provider.Opened);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("user")]
    [InlineData("find --user")]
    [InlineData("import")]
    [InlineData("erase --yes")]
    public async Task SomethingMissingIsAUsageError(string line)
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync(line.Split(' ')));
        Assert.StartsWith("seqlog: ", _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(1, _seqlog.Error.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("show")]
    [InlineData("list")]
    [InlineData("find")]
    [InlineData("user")]
    [InlineData("stats")]
    [InlineData("trace")]
    [InlineData("tail")]
    [InlineData("export")]
    [InlineData("completion")]
    [InlineData("import")]
    [InlineData("rejected")]
    [InlineData("rejected list")]
    [InlineData("rejected retry")]
    [InlineData("erase")]
    public async Task EveryCommandHasHelpWithAnExample(string command)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync([.. command.Split(' '), "--help"]));
        Assert.Matches($@"Examples?:\n.*seqlog {command}", _seqlog.Out);
        Assert.Contains("Exit codes: 0 ok", _seqlog.Out, StringComparison.Ordinal);
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task WithoutACommandHelpIsTalkAndTheCodeIsUsage()
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync());
        Assert.Empty(_seqlog.Out);
        Assert.Contains("Usage:\n  seqlog [command]", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheVersionIsOneLine()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("--version"));
        Assert.Matches(@"^seqlog \d+\.\d+\.\d+\S*\n$", _seqlog.Out);
    }

    [Fact]
    public async Task AnAtSignIsNoResponseFile()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad());
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("find", "--text", "@i3lani"));
        Assert.Equal("@i3lani", _seqlog.Reader.Asked!.Text);
    }

    [Fact]
    public async Task ErrorsQuoteWithoutObeying()
    {
        await _seqlog.RunAsync("show\u001b[2J\u202E");
        Assert.Contains("\"show␛[2J\\u202E\"", _seqlog.Error, StringComparison.Ordinal);
    }
}
