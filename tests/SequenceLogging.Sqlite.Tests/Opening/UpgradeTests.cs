using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>A store of an older version is brought up to date by the first application that opens it for writing.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AStoreOfVersion1HasAllThatANewOneHasAndKeepsWhatIsInIt()
    {
        CreateVersion1();
        SequenceId id;
        await using (var log = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            Assert.NotNull(await log.GetSequenceDetailsAsync(SequenceId.Parse("SEQ-2025-07-00042")));
            id = log.Begin(1).SequenceId;
            log.Complete(id);
        }

        using var upgraded = new Prompt.SqlPrompt(Store);
        await using (var log = SequenceLog.Open(o => o.UseSqlite(_folder.File("new.db"))))
        {
            log.Complete(log.Begin(1).SequenceId);
        }

        using var created = new Prompt.SqlPrompt(_folder.File("new.db"));
        const string Everything = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)";
        Assert.Equal(created.Value(Everything), upgraded.Value(Everything));
        Assert.Equal(created.Value("PRAGMA user_version"), upgraded.Value("PRAGMA user_version"));
        Assert.Equal("completed", upgraded.Value($"SELECT status FROM global_sequences WHERE sequence_id = '{id}'"));
    }

    [Fact]
    public void AReaderLeavesItAsItIsAndSaysWhatToDo()
    {
        CreateVersion1();
        var failure = Assert.Throws<SequenceStoreException>(() =>
            new SqliteStoreProvider().OpenReader(new SequenceLogOptions { Store = Store }));

        Assert.Equal(StoreErrorKind.Schema, failure.Kind);
        Assert.Contains("schema version 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("opens it for writing", failure.Message, StringComparison.Ordinal);
    }

    private void CreateVersion1()
    {
        using var stream = typeof(StoreSchema).Assembly.GetManifestResourceStream("Schema1.sql")!;
        using var reader = new StreamReader(stream);
        using var database = Database.OpenWriter(Store, TimeSpan.FromSeconds(1));
        database.Execute(reader.ReadToEnd());
        database.Execute("PRAGMA application_id = 0x5345514C");
        database.Execute("PRAGMA user_version = 1");
        database.Execute(
            $"""
             INSERT INTO sequences (id, sequence_id, status, step_count, created_at, updated_at)
             VALUES ({new SequenceId(2025, 7, 42).ToInt64()}, 'SEQ-2025-07-00042', 0, 0, 0, 0)
             """);
    }
}
