using System.Text.Json;

namespace SequenceLogging.Cli.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Seqlog _seqlog = new Seqlog().OnSqlite();

    private string Store => _folder.File("bot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ABackupAnswersLikeItsStoreAndHasTheTimeInItsName()
    {
        await FillAsync();

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("backup", "--store", Store));

        var backup = _folder.File("bot-20250716-120000.db");
        Assert.StartsWith($"✔ {Store} is backed up in {backup}: 1 sequence, ", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("user", "7", "--store", backup, "--json"));
        Assert.Single(JsonDocument.Parse(_seqlog.Out).RootElement.EnumerateArray());
    }

    [Fact]
    public async Task AFileThatIsThereIsReplacedOnlyWhenThatIsSaid()
    {
        await FillAsync();
        var target = _folder.File("backup.db");
        await File.WriteAllTextAsync(target, "precious", TestContext.Current.CancellationToken);

        Assert.NotEqual(ExitCode.Ok, await _seqlog.RunAsync("backup", "--store", Store, "--to", target));
        Assert.Contains(target, _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("backup", "--store", Store, "--to", target, "--overwrite", "--json"));
        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.Equal((Store, 1L), (answer.GetProperty("store").GetString(), answer.GetProperty("sequences").GetInt64()));
        Assert.Equal(new FileInfo(target).Length, answer.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task OtherStoresAreBackedUpInAnotherWayWhichIsNamed()
    {
        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("backup", "--store", "memory://ann:secret@db/bot"));
        Assert.Contains("pg_dump", _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains("seqlog copy --to backup.db", _seqlog.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _seqlog.Error, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(Store));
        sequences.Begin(7).Dispose();
    }
}
