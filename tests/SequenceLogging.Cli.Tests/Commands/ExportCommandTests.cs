using System.Text.Json;
using System.Text.Json.Nodes;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Seqlog _seqlog = new();

    public ExportCommandTests()
    {
        _seqlog.Reader.Journeys.Add(Samples.Active("SEQ-2025-07-00003", 7));
        _seqlog.Reader.Journeys.Add(Samples.Active("SEQ-2025-07-00002", 7));
        _seqlog.Reader.Journeys.Add(Samples.Ad());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task JsonIsOneLineAJourneyAndMeansWhatShowSays()
    {
        await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--json");
        var shown = JsonNode.Parse(_seqlog.Out);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", "SEQ-2025-07-00002", "SEQ-2025-07-00001"));

        var lines = _seqlog.Out.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Empty(lines[2]);
        Assert.Contains("SEQ-2025-07-00002", lines[0], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(shown, JsonNode.Parse(lines[1])));
    }

    [Fact]
    public async Task CsvIsARowForEverythingThatHappened()
    {
        await _seqlog.RunAsync("export", "SEQ-2025-07-00001", "SEQ-2025-07-00002", "--format", "csv");

        var rows = _seqlog.Out.Split("\r\n");
        Assert.Equal(
            "sequenceId,userId,timestamp,kind,order,stepName,component,status,durationMs,link,message,metadata,error", rows[0]);
        Assert.Equal(
            ["begin", "step", "step", "step", "link", "link", "step", "error", "step", "step", "status", "begin", "step", ""],
            rows[1..].Select(r => r.Length == 0 ? "" : r.Split(',')[3]));
        Assert.Equal(
            "SEQ-2025-07-00001,566158428,2025-07-14T09:12:07.400000Z,step,2,User_Flow_2_LanguageSelect,bot,completed,3.14,,"
                + "User_Flow_2_LanguageSelect,,",
            rows[3]);
        Assert.Contains(",status,6,,,completed,,,all posts are out,,", rows[11], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCellIsAFormulaWhateverWasLogged()
    {
        var ad = Samples.Ad();
        _seqlog.Reader.Journeys[2] = ad with
        {
            UserId = "=1+1",
            Steps = [Samples.Step(1, "=2+2", "09:12:03", "@sum", -3.5, "+3", "-4") with { Error = "\t=5" }],
            Links = [Samples.Link("=6", "=7", "=8", "09:12:04") with { LinkType = "=9", Metadata = "=10" }],
            Errors = [new SequenceError { Order = 1, Message = "=11", Error = "=12", Component = "=13", Metadata = "=14" }],
            StatusChanges = [new SequenceStatusChange { Order = 1, Reason = "=15" }],
            Losses = [new SequenceLoss { Count = 1, Reason = "=16" }],
            Metadata = "=17",
        };

        await _seqlog.RunAsync("export", "SEQ-2025-07-00001", "--format", "csv");

        var cells = _seqlog.Out.Split("\r\n").SelectMany(row => row.Split(',')).ToArray();
        Assert.Superset(
            new HashSet<string> { "'=1+1", "'=2+2", "'@sum", "-3.5", "'+3", "'-4", "'=6:=7:=8", "'=9", "'=10", "'=11", "'=15", "'=17" },
            cells.ToHashSet());
        Assert.All(cells.Where(c => c != "-3.5"), cell => Assert.DoesNotMatch("^[\"\\s]*[=+@-]", cell));
    }

    [Fact]
    public async Task OneThatIsMissingIsNamedAndTheOthersAreWritten()
    {
        Assert.Equal(
            ExitCode.NotFound, await _seqlog.RunAsync("export", "SEQ-2025-07-00099", "SEQ-2025-07-00001"));
        Assert.Equal(
            "seqlog: no sequence SEQ-2025-07-00099 in sequences.db. Try 'seqlog list' for the newest ones.\n", _seqlog.Error);
        Assert.StartsWith("""{"sequenceId":"SEQ-2025-07-00001",""", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllThatFitsIsWrittenPageByPageUnlessALimitIsSet()
    {
        _seqlog.Reader.Journeys.Clear();
        _seqlog.Reader.Journeys.AddRange(
            Enumerable.Range(1, 1_200).Reverse().Select(n => Samples.Active($"SEQ-2025-07-{n:D5}", 7)));

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", "--user", "7"));
        Assert.Equal(1_200, Ids().Distinct().Count());
        Assert.Equal(UserId.Parse("7"), _seqlog.Reader.Asked!.UserId);

        await _seqlog.RunAsync("export", "--limit", "700");
        Assert.Equal(700, Ids().Distinct().Count());
        Assert.Equal("SEQ-2025-07-01200", Ids()[0]);

        string[] Ids() =>
            [.. _seqlog.Out.Split('\n')[..^1].Select(l => JsonDocument.Parse(l).RootElement.GetProperty("sequenceId").GetString()!)];
    }

    [Fact]
    public async Task NothingThatFitsIsNotFoundAndLeavesNoFile()
    {
        _seqlog.Reader.Journeys.Clear();
        var path = _folder.File("none.csv");

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("export", "--user", "8", "-o", path));
        Assert.StartsWith("seqlog: no sequence of user 8 in sequences.db.", _seqlog.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("card.html", "<!doctype html>")]
    [InlineData("card.md", "# SEQ-2025-07-00001 · ✔ completed\n")]
    [InlineData("card.CSV", "sequenceId,userId,")]
    [InlineData("card.json", "{\"sequenceId\":")]
    [InlineData("card", "{\"sequenceId\":")]
    public async Task TheNameOfTheFileTellsTheFormat(string name, string start)
    {
        var path = _folder.File(name);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", "SEQ-2025-07-00001", "--output", path));
        Assert.Empty(_seqlog.Out);
        Assert.StartsWith(start, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task AFileThatIsThereStaysUnlessForceIsGiven()
    {
        var path = _folder.File("card.json");
        await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("export", "SEQ-2025-07-00001", "-o", path));
        Assert.Equal($"seqlog: {path} is there already. Add --force to replace it, or name another file.\n", _seqlog.Error);
        Assert.Equal("mine", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", "SEQ-2025-07-00001", "-o", path, "--force"));
        Assert.StartsWith("{", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task AnExportThatFailsInTheMiddleLeavesTheOldFileAndNoOther()
    {
        var path = _folder.File("all.json");
        await File.WriteAllTextAsync(path, "old", TestContext.Current.CancellationToken);
        _seqlog.Reader.BeforeDetails = id => _seqlog.Reader.Failure =
            id == SequenceId.Parse("SEQ-2025-07-00002") ? new Storage.SequenceStoreException("the disk is gone") : null;

        Assert.NotEqual(ExitCode.Ok, await _seqlog.RunAsync("export", "--user", "7", "-o", path, "--force"));
        Assert.Equal("old", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("export", "it was not said what to export. Name ids, or what fits, as --user 566158428 or --limit 100. See 'seqlog export --help'.")]
    [InlineData("export SEQ-2025-07-00001 --user 7", "either ids or options say what to export. Leave one of them out. See 'seqlog export --help'.")]
    [InlineData("export SEQ-2025-07-00001 x", "\"x\" is not a sequence id.")]
    [InlineData("export SEQ-2025-07-00001 --format htlm", "\"htlm\" is no format. Did you mean 'html'? Write json, csv, markdown or html. See 'seqlog export --help'.")]
    [InlineData("export SEQ-2025-07-00001 SEQ-2025-07-00002 --format html", "Markdown and HTML are pages of one journey. Name one id, or take --format json or csv.")]
    [InlineData("export --user 7 --format markdown", "Markdown and HTML are pages of one journey. Name one id, or take --format json or csv.")]
    [InlineData("export SEQ-2025-07-00001 --json --format csv", "--json and --format are two answers to one question. Leave one of them out.")]
    public async Task WhatMakesNoSenseIsAUsageError(string line, string error)
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync(line.Split(' ')));
        Assert.StartsWith("seqlog: " + error, _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(1, _seqlog.Error.Count(c => c == '\n'));
        Assert.Empty(_seqlog.Out);
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsNamed()
    {
        var path = Path.Combine(_folder.Path, "no", "card.html");

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("export", "SEQ-2025-07-00001", "-o", path));
        Assert.StartsWith($"seqlog: {path} cannot be written: ", _seqlog.Error, StringComparison.Ordinal);
    }
}
