using System.Text.Json;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests.Commands;

public class DoctorCommandTests
{
    private readonly Seqlog _seqlog = new();

    [Fact]
    public async Task AStoreThatIsWellSaysSo()
    {
        _seqlog.Reader.Examination = Examined(new StoreFinding("integrity", FindingLevel.Good, "ok"), last: 12);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("doctor"));
        Assert.Equal(
            """
            ✔  integrity ok

            ids of   issued  used  erased  leased  unexplained
            2025-07      12     9       1       2            0

            ✔ sequences.db is well

            """.ReplaceLineEndings("\n"),
            string.Join('\n', _seqlog.Out.Split('\n').Select(l => l.TrimEnd())));
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task WhatIsWrongComesWithItsAdviceAndTheCodeOfIntegrity()
    {
        _seqlog.Reader.Examination = Examined(
            new StoreFinding("wal", FindingLevel.Notice, "3 GiB", "Close the reader that holds it."), last: 12) with
        {
            Findings = [new StoreFinding("integrity", FindingLevel.Problem, "page 7 is torn", "Go on with a backup.")],
        };

        Assert.Equal(ExitCode.Integrity, await _seqlog.RunAsync("doctor"));
        Assert.Contains("✖  integrity page 7 is torn\n", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("→ Go on with a backup.", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("✖ sequences.db is not well", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANoticeIsNoProblem()
    {
        _seqlog.Reader.Examination = Examined(new StoreFinding("sqlite", FindingLevel.Notice, "3.50.4", "Take 3.51.3."), last: 12);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("doctor"));
        Assert.Contains("!  sqlite 3.50.4\n", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("→ Take 3.51.3.", _seqlog.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(11)]
    public async Task ANumberThatNobodyCanAccountForIsAnIntegrityFailure(long last)
    {
        _seqlog.Reader.Examination = Examined(new StoreFinding("integrity", FindingLevel.Good, "ok"), last);

        Assert.Equal(ExitCode.Integrity, await _seqlog.RunAsync("doctor", "--json"));
        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.False(answer.GetProperty("healthy").GetBoolean());
        var ids = answer.GetProperty("ids")[0];
        Assert.Equal((last, 9L, last - 12), (ids.GetProperty("last").GetInt64(), ids.GetProperty("used").GetInt64(), ids.GetProperty("unexplained").GetInt64()));
        Assert.Equal(2, ids.GetProperty("gaps").GetProperty("leased").GetInt64());
        Assert.Equal("good", answer.GetProperty("findings")[0].GetProperty("level").GetString());
        Assert.Equal(0, answer.GetProperty("journals").GetProperty("left").GetInt32());
    }

    [Fact]
    public async Task JournalsBesideTheStoreAreCounted()
    {
        using var folder = new TempFolder();
        var store = folder.File("bot.db");
        await SequenceLog.Open(o => o.UseSqlite(store)).DisposeAsync();
        Directory.CreateDirectory(store + ".journal");
        await File.WriteAllTextAsync(Path.Combine(store + ".journal", "dead.lock"), "", TestContext.Current.CancellationToken);
        await using var held = new FileStream(Path.Combine(store + ".journal", "alive.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        await _seqlog.OnSqlite().RunAsync("doctor", "--store", store, "--json");

        var journals = JsonDocument.Parse(_seqlog.Out).RootElement.GetProperty("journals");
        Assert.Equal((1, 1), (journals.GetProperty("running").GetInt32(), journals.GetProperty("left").GetInt32()));
    }

    private static StoreExamination Examined(StoreFinding finding, long last) => new()
    {
        Findings = [finding],
        Ids = [new IdAccount("2025-07", last, 9, new Dictionary<string, long> { [IdGap.Erased] = 1, [IdGap.Leased] = 2, [IdGap.Pruned] = 0 })],
    };
}
