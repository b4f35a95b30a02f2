using System.IO.Compression;
using System.Text.Json;
using Serilog;

namespace SequenceLogging.Cli.Tests;

/// <summary>What a bot logs with Serilog is what the command line answers.</summary>
public sealed class EndToEndTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Seqlog _seqlog = new Seqlog().OnSqlite();

    private string Store => _folder.File("bot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatWasLoggedIsShownFoundAndCounted()
    {
        var id = (await LogAsync()).ToString();

        var journey = await AskAsync("show", id);
        Assert.Equal("completed", journey.GetProperty("status").GetString());
        Assert.Equal(
            ["User_Flow_1_Start", "CreateAd_Step_6_CalculatePrice", "Payment_Step_1_ProcessTON"],
            journey.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("stepName").GetString()));
        Assert.Equal("failed", journey.GetProperty("steps")[2].GetProperty("status").GetString());
        Assert.Equal("TE5768", journey.GetProperty("links")[0].GetProperty("entityId").GetString());

        foreach (var question in (string[][])
            [
                ["find", "--component", "payments:TE5768"], ["find", "--component", "payments:ton_payment:TE5768"],
                ["find", "--user", "566158428"], ["find", "--step", "CreateAd_Step_6_CalculatePrice"],
                ["find", "--text", "gateway"],
                ["find", "--status", "completed", "--user", "566158428"], ["user", "566158428"], ["find"],
            ])
        {
            Assert.Equal(id, (await AskAsync(question))[0].GetProperty("sequenceId").GetString());
        }

        var statistics = await AskAsync("stats");
        Assert.Equal(1, statistics.GetProperty("sequences").GetProperty("completed").GetInt64());
        Assert.Equal(3, statistics.GetProperty("steps").GetProperty("total").GetInt64());

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("tail", "--since-start", "--limit", "3", "--store", Store));
        Assert.Equal(3, _seqlog.Out.Count(c => c == '\n'));

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", id, "--store", Store));
        Assert.Contains("↳ payments:ton_payment:TE5768", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("System.TimeoutException: no answer", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("■ completed", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingFitsIsNotFound()
    {
        await LogAsync();

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("find", "--component", "payments:TE5769", "--store", Store));
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("user", "nobody", "--store", Store));
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("show", "SEQ-1999-01-00001", "--store", Store));
    }

    [Theory]
    [InlineData("show", "SEQ-2025-07-00001")]
    [InlineData("find")]
    [InlineData("user", "7")]
    [InlineData("stats")]
    [InlineData("tail")]
    public async Task AQuestionNeverCreatesAStore(params string[] arguments)
    {
        Assert.Equal(ExitCode.StoreUnavailable, await _seqlog.RunAsync([.. arguments, "--store", Store]));
        Assert.Contains(Store, _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(1, _seqlog.Error.Count(c => c == '\n'));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task AFileThatIsNoStoreIsAnIntegrityFailure()
    {
        await File.WriteAllTextAsync(Store, new string('x', 10_000), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Integrity, await _seqlog.RunAsync("stats", "--store", Store));
        Assert.Contains(Store, _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogFilesBecomeSequencesAndTheSameFilesAgainChangeNothing()
    {
        var plain = _folder.File("plain.clef");
        await File.WriteAllLinesAsync(plain, [Line("A", "First", 1), "not json {", "", Line("B", "First", 2)]);
        var zipped = _folder.File("zipped.clef.gz");
        await using (var zip = new GZipStream(File.Create(zipped), CompressionLevel.Fastest))
        {
            await zip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Line("A", "Second", 3)));
        }

        var input = System.Text.Encoding.UTF8.GetBytes(Line("C", "First", 4));
        _seqlog.Around = _seqlog.Around with { OpenInput = () => new MemoryStream(input) };
        string[] import = ["import", plain, zipped, "-", "--sequence-by", "Case", "--store", Store];

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync(import));
        Assert.StartsWith($"{plain}:2: ", _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(1, _seqlog.Error.Count(c => c == '\n'));
        Assert.Contains("3 files, 6 lines", _seqlog.Out, StringComparison.Ordinal);
        var first = await AskAsync("stats");
        Assert.Equal(3, first.GetProperty("sequences").GetProperty("total").GetInt64());
        Assert.Equal(4, first.GetProperty("steps").GetProperty("total").GetInt64());

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync(import));
        Assert.Contains("nothing new", _seqlog.Out, StringComparison.Ordinal);
        var second = await AskAsync("stats");
        Assert.Equal(first.GetProperty("steps").GetRawText(), second.GetProperty("steps").GetRawText());
        Assert.Equal(first.GetProperty("counters").GetRawText(), second.GetProperty("counters").GetRawText());
    }

    [Fact]
    public async Task AWholeImportIsOkAndItsSummaryIsJsonForScripts()
    {
        var file = _folder.File("plain.clef");
        await File.WriteAllLinesAsync(file, [Line("A", "First", 1), Line("A", "Second", 2)]);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("import", file, "--sequence-by", "Case", "--store", Store, "--json"));
        Assert.Empty(_seqlog.Error);
        var summary = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.Equal(2, summary.GetProperty("events").GetInt64());
        Assert.Equal(1, summary.GetProperty("sequences").GetInt64());
        Assert.Equal(0, summary.GetProperty("badLines").GetInt64());
    }

    [Fact]
    public async Task AMissingFileIsNamedTheOthersGoOnAndAloneItCreatesNoStore()
    {
        var missing = _folder.File("missing.clef");
        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("import", missing, _folder.Path, "--store", Store));
        Assert.Contains($"{missing} was not imported: there is no such file", _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains($"{_folder.Path} was not imported: it is a folder", _seqlog.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));

        var file = _folder.File("plain.clef");
        await File.WriteAllTextAsync(file, Line("A", "First", 1));
        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("import", missing, file, "--sequence-by", "Case", "--store", Store));
        Assert.Equal(1, (await AskAsync("stats")).GetProperty("steps").GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task OnlyWhoWatchesSeesProgressAndABadLineIsNotWrittenOverIt()
    {
        var file = _folder.File("plain.clef");
        var lines = Enumerable.Range(1, 20_000).Select(n => Line($"{n % 50}", "Step", n));
        await File.WriteAllLinesAsync(file, [.. lines, "bad"]);
        string[] import = ["import", file, "--sequence-by", "Case", "--store", Store];

        await _seqlog.RunAsync(import);
        Assert.DoesNotContain('\r', _seqlog.Error);

        _seqlog.Around = _seqlog.Around with { ErrorIsTerminal = true };
        await _seqlog.RunAsync(import);
        Assert.Matches(@"\r\u001b\[K.*lines", _seqlog.Error);
        Assert.Contains($"\r\u001b[K{file}:20001: ", _seqlog.Error, StringComparison.Ordinal);
    }

    private static string Line(string @case, string step, int second) =>
        $$"""{"@t":"2025-07-14T09:00:00.{{second:D7}}Z","@mt":"{StepName}","StepName":"{{step}}","Case":"{{@case}}"}""";

    private async Task<SequenceId> LogAsync()
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(Store));
        await using var log = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
        using var scope = sequences.Begin(566158428, "ann", "en");
        log.Information("{StepName} from /start", "User_Flow_1_Start");
        log.Information("{StepName}: {Price}", "CreateAd_Step_6_CalculatePrice", 12.5m);
        log.Information("Linked {LinkComponent}", "payments:ton_payment:TE5768");
        log.Error(new TimeoutException("no answer"), "{StepName}: the gateway is silent", "Payment_Step_1_ProcessTON");
        scope.Complete();
        return scope.SequenceId;
    }

    private async Task<JsonElement> AskAsync(params string[] arguments)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync([.. arguments, "--json", "--store", Store]));
        return JsonDocument.Parse(_seqlog.Out).RootElement;
    }
}
