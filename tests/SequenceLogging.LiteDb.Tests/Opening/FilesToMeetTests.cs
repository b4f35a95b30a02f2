using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Tests.Processes;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Opening;

/// <summary>What may lie at the path already.</summary>
public sealed class FilesToMeetTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.litedb");

    private SequenceLogOptions Options => new SequenceLogOptions().UseLiteDb(Store);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnotherLiteDbDatabaseIsRefusedAndNotChanged()
    {
        using (var other = new LiteDatabase(Store))
        {
            other.GetCollection("customers").Insert(new BsonDocument { ["name"] = "ann" });
        }

        var before = File.ReadAllBytes(Store);
        var refusal = Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(Store));

        Assert.Equal(StoreErrorKind.Schema, refusal.Kind);
        Assert.Contains("no sequence store", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Store));
    }

    [Fact]
    public void AnotherFileIsRefusedAndNotChanged()
    {
        var text = new string('x', 20_000);
        File.WriteAllText(Store, text);

        foreach (var refusal in new[]
        {
            Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(Store)),
            Assert.Throws<SequenceStoreException>(() => Options.Provider!.OpenReader(Options)),
        })
        {
            Assert.Equal(StoreErrorKind.Corrupt, refusal.Kind);
            Assert.Contains("no LiteDB file", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(text, File.ReadAllText(Store));
    }

    [Fact]
    public void AFolderAndAMissingFolderAreNamed()
    {
        Directory.CreateDirectory(Store);
        Assert.Contains("folder", Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(Store)).Message, StringComparison.Ordinal);
        var missing = Path.Join(_folder.Path, "missing", "a.litedb");
        Assert.Contains("missing", Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreOfANewerVersionIsReadAndNotWritten()
    {
        SequenceId id;
        await using (var store = StoreProgram.Open(Store))
        {
            id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        }

        using (var database = new LiteDatabase(Store))
        {
            database.GetCollection("store").Update(new BsonDocument { ["_id"] = 1L, ["name"] = "SequenceLogging", ["version"] = 99L });
        }

        var refusal = Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(Store));
        Assert.Equal(StoreErrorKind.Schema, refusal.Kind);
        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        await using var reader = Options.Provider!.OpenReader(Options);
        Assert.NotNull(await reader.GetDetailsAsync(id, Token));
    }

    [Fact]
    public async Task AReaderChangesNothingNotEvenTheLogOfAProcessThatWasKilled()
    {
        using (var other = OtherProcess.Start("write", Store))
        {
            while (await other.ReadLineAsync() is { } line && !line.EndsWith("00020", StringComparison.Ordinal))
            {
            }

            await other.KillAsync();
        }

        var before = Directory.GetFiles(_folder.Path).Order().Select(f => (f, Convert.ToHexString(File.ReadAllBytes(f)))).ToList();
        Assert.Contains(before, f => f.f.EndsWith("sequences-log.litedb", StringComparison.Ordinal));
        await using (var reader = Options.Provider!.OpenReader(Options))
        {
            Assert.Equal(20, (await reader.FindAsync(new SequenceQuery(), Token)).Count);
        }

        Assert.Equal(before, Directory.GetFiles(_folder.Path).Order().Select(f => (f, Convert.ToHexString(File.ReadAllBytes(f)))));
    }

    [Fact]
    public async Task ABackupThatIsPutBackIssuesNoIdAgain()
    {
        var backup = _folder.File("backup");
        await using (var store = StoreProgram.Open(Store))
        {
            await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        }

        File.Copy(Store, backup);
        await using (var store = StoreProgram.Open(Store))
        {
            await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        }

        File.Copy(backup, Store, overwrite: true);
        await using (var store = StoreProgram.Open(Store))
        {
            Assert.Equal(3, (await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token)).Number);
            var account = Assert.Single((await store.Reader.ExamineAsync(Token)).Ids);
            Assert.Equal((2, 1, 0), (account.Used, account.Gaps[IdGap.Skipped], account.Unexplained));
        }
    }

    [Fact]
    public async Task LiteDbsOwnToolsOpenWhatIsClosed()
    {
        SequenceId id;
        await using (var store = StoreProgram.Open(Store))
        {
            id = await store.CreateAsync(new NewSequence { CreatedAt = Noon, UserId = "ann" }, Token);
            await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);
        }

        using var database = new LiteDatabase($"Filename={Store};ReadOnly=true");
        var sequence = Assert.Single(database.GetCollection("global_sequences").FindAll());
        Assert.Equal((id.ToString(), "ann"), (sequence["sequence_id"].AsString, sequence["user_id"].AsString));
        Assert.Single(database.GetCollection("global_sequence_steps").FindAll());
    }
}
