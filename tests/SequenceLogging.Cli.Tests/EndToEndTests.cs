using System.IO.Compression;
using System.Text.Json;
using SequenceLogging.Delivery;
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
                ["find", "--status", "completed", "--user", "566158428"], ["user", "566158428"], ["find"], ["list"],
                ["list", "--status", "completed", "--user", "566158428"], ["trace", "payments:TE5768"],
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
    public async Task WhatWasLoggedIsTracedExportedAndAWrongNameOfAStepIsMended()
    {
        var id = (await LogAsync()).ToString();

        var trace = await AskAsync("trace", "payments:TE5768");
        Assert.Equal(
            ["begin", "step", "step", "link", "step", "status"],
            trace.EnumerateArray().Select(e => e.GetProperty("kind").GetString()));

        await AskAsync("show", id);
        var shown = _seqlog.Out;
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", "--component", "payments:TE5768", "--store", Store));
        Assert.Equal(
            JsonSerializer.Serialize(JsonDocument.Parse(shown).RootElement), JsonSerializer.Serialize(JsonDocument.Parse(_seqlog.Out).RootElement));

        var page = _folder.File("card.html");
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("export", id, "--output", page, "--store", Store));
        Assert.Contains("System.TimeoutException: no answer", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("find", "--step", "CreateAd_Step_6_CalculatPrice", "--store", Store));
        Assert.EndsWith("Did you mean 'CreateAd_Step_6_CalculatePrice'?\n", _seqlog.Error, StringComparison.Ordinal);
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
    [InlineData("list")]
    [InlineData("trace", "ads:87")]
    [InlineData("export", "SEQ-2025-07-00001")]
    [InlineData("user", "7")]
    [InlineData("stats")]
    [InlineData("tail")]
    [InlineData("serve")]
    [InlineData("rejected", "list")]
    [InlineData("rejected", "retry", "1")]
    [InlineData("erase", "--user", "7", "--yes")]
    public async Task OnlyAnImportCreatesAStore(params string[] arguments)
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

    [Fact]
    public async Task WhatWasRejectedIsListedAndTriedAgainWhenItMakesSense()
    {
        const string Far = "SEQ-2025-07-1500000";
        await LogAsync(log =>
        {
            log.Information("{StepName} of nobody", "User_Flow_1_Start");
            log.Information("{StepName} far away in {SequenceId}", "User_Flow_2_Far", Far);
        });

        var rejected = await AskAsync("rejected", "list");
        Assert.Equal(["implausible_id", "no_sequence"], rejected.EnumerateArray().Select(r => r.GetProperty("reason").GetString()));
        Assert.Equal(2, rejected[0].GetProperty("id").GetInt64());
        Assert.Equal(1, (await AskAsync("rejected", "list", "--sequence", Far)).GetArrayLength());

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("rejected", "retry", "2", "--store", Store));
        Assert.Contains("implausible_id", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await AskAsync("rejected", "list")).GetArrayLength());

        // The month's counter comes near.
        await LogAsync(log => log.Information("{StepName} in {SequenceId}", "User_Flow_2_Far", "SEQ-2025-07-900000"));
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("rejected", "retry", "1", "2", "99", "--store", Store));
        Assert.Contains($"✔ 2  stored in {Far}", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal("User_Flow_2_Far", (await AskAsync("show", Far)).GetProperty("currentStep").GetString());
        Assert.Equal(1, (await AskAsync("rejected", "list"))[0].GetProperty("id").GetInt64());
        var delivery = (await AskAsync("stats")).GetProperty("delivery");
        Assert.Equal((3, 2, 1), (Number("emitted"), Number("stored"), Number("rejected")));

        long Number(string name) => delivery.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task OfAnErasedUserNoByteIsLeftAndTheOthersAreStillThere()
    {
        const string Secret = "a-name-that-nobody-else-has";
        string erased = "", kept = "";
        await using (var sequences = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            await using var log = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
            using (var scope = sequences.Begin(566158428, Secret, "en"))
            {
                log.Information("{StepName} by {Name}", "User_Flow_1_Start", Secret);
                log.Information("Linked {LinkComponent}", "no link of " + Secret);
                erased = scope.SequenceId.ToString();
            }

            using (var scope = sequences.Begin(7, "bob", "en"))
            {
                log.Information("{StepName}", "User_Flow_1_Start");
                kept = scope.SequenceId.ToString();
            }
        }

        Assert.True(AnyFileHas(Secret));
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync("erase", "--user", "566158428", "--store", Store));
        Assert.True(AnyFileHas(Secret));

        var erasure = await AskAsync("erase", "--user", "566158428", "--yes");
        Assert.Equal((1, 1), (erasure.GetProperty("sequences").GetInt64(), erasure.GetProperty("steps").GetInt64()));
        Assert.False(AnyFileHas(Secret));
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("show", erased, "--store", Store));
        Assert.Equal(kept, (await AskAsync("find"))[0].GetProperty("sequenceId").GetString());
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("erase", "--user", "566158428", "--yes", "--store", Store));
    }

    [Fact]
    public async Task WhatWasDroppedIsAGapInTheJourney()
    {
        string id;
        await using (var sequences = SequenceLog.Open(o =>
        {
            o.UseSqlite(Store);
            o.QueueRecords = 1_000;
            o.Overflow = OverflowPolicy.Drop;
        }))
        {
            await using var log = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
            using var scope = sequences.Begin(7);
            id = scope.SequenceId.ToString();
            log.Information("{StepName}", "User_Flow_1_Start");
            await sequences.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            using (new FileStream(Store + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                for (var i = 0; i < 1_500; i++)
                {
                    log.Information("{StepName}", "Publish_Step_1_Post");
                }
            }

            await sequences.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        var loss = Assert.Single((await AskAsync("show", id)).GetProperty("losses").EnumerateArray().ToArray());
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", id, "--store", Store));
        Assert.Contains(" with gaps ", _seqlog.Out, StringComparison.Ordinal);
        Assert.Matches($@"✖ GAP {loss.GetProperty("count").GetInt64():N0} steps lost (at|between) .*too much was waiting to be stored \(queue_full\)", _seqlog.Out);
    }

    private bool AnyFileHas(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
    }

    private async Task LogAsync(Action<ILogger> write)
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(Store));
        await using var log = new LoggerConfiguration().WriteTo.Sequences(sequences).CreateLogger();
        write(log);
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
