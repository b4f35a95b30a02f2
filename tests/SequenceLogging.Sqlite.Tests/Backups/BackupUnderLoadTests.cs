using SequenceLogging.Sqlite.Backups;
using SequenceLogging.Sqlite.Tests.Processes;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Tests.Recovery;

namespace SequenceLogging.Sqlite.Tests.Backups;

/// <summary>A backup that is written while another process writes.</summary>
public sealed class BackupUnderLoadTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task EachHoldsWhateverWasAcknowledgedBeforeItBegan()
    {
        await _files.FillAsync(300);
        using var writer = ChildProcess.Start("write", _files.Path, "1000000", "3", "2");
        var copies = new List<int>();
        for (var round = 0; round < 3; round++)
        {
            var acknowledged = await ReadIdsAsync(writer, 300);
            var target = _files.File($"backup{round}.db");
            var result = await SqliteBackup.WriteAsync(_files.Path, target, cancellationToken: Token);

            Assert.Equal("ok", StoreUnderTest.Integrity(target));
            Assert.Empty(acknowledged.Except(IdsIn(target)));
            Assert.Equal(IdsIn(target).Count, result.Sequences);
            copies.Add(acknowledged.Except(IdsIn(await CopyByNameAsync(round))).Count());
        }

        writer.Kill();

        // The file alone, as cp takes it: what is in the WAL is missing, and that is what was written last.
        Assert.Contains(copies, missing => missing > 0);
    }

    [Fact]
    public async Task WhereTheWalGrowsTooFarTheWritersWaitForTheRest()
    {
        await _files.FillAsync(3_000);
        using var writer = ChildProcess.Start("write", _files.Path, "1000000", "20", "2");
        await ReadIdsAsync(writer, 50);
        var reading = writer.ReadToEndAsync();

        // Each look at the WAL of this one finds that it has grown too far.
        var backup = new BackupFile(_files.Path, _files.File("backup.db"), overwrite: false) { MostGrowth = -1 };
        var result = await Task.Run(() => backup.Write(Token), Token);

        Assert.Equal("ok", StoreUnderTest.Integrity(result.Path));
        Assert.True(backup.HasHeldWriters);
        var free = new BackupFile(_files.Path, _files.File("other.db"), overwrite: false);
        await Task.Run(() => free.Write(Token), Token);
        Assert.False(free.HasHeldWriters);
        writer.Kill();
        await reading;
    }

    private static async Task<List<string>> ReadIdsAsync(ChildProcess writer, int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
        {
            var line = await writer.ReadLineAsync();
            Assert.NotNull(line);
            if (line.StartsWith("begun ", StringComparison.Ordinal))
            {
                ids.Add(line["begun ".Length..]);
            }
        }

        return ids;
    }

    private static HashSet<string> IdsIn(string path)
    {
        using var prompt = new SqlPrompt(path);
        return [.. prompt.Column("SELECT sequence_id FROM sequences").Select(id => id!)];
    }

    // By another process: to close a file of the store here would end the locks that SQLite has on it.
    private async Task<string> CopyByNameAsync(int round)
    {
        var target = _files.File($"copy{round}.db");
        using var cp = System.Diagnostics.Process.Start("cp", [_files.Path, target]);
        await cp.WaitForExitAsync(Token);
        return target;
    }
}
