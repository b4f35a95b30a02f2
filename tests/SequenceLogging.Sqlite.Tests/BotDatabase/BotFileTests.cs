using SequenceLogging.Sqlite.BotDatabase;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.BotDatabase;

public sealed class BotFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("bot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ABotsFileIsKnownByItsTables()
    {
        new PythonBot(Path).Dispose();
        Assert.True(BotDatabaseSource.IsBotDatabase(Path));

        new PythonBot(_folder.File("other.db"), "CREATE TABLE global_sequences (sequence_id TEXT)").Dispose();
        Assert.False(BotDatabaseSource.IsBotDatabase(_folder.File("other.db")));

        await SequenceLog.Open(o => o.UseSqlite(_folder.File("store.db"))).DisposeAsync();
        Assert.False(BotDatabaseSource.IsBotDatabase(_folder.File("store.db")));

        await File.WriteAllTextAsync(_folder.File("log.clef"), "{}", TestContext.Current.CancellationToken);
        Assert.False(BotDatabaseSource.IsBotDatabase(_folder.File("log.clef")));
    }

    [Fact]
    public void MissingTablesAndColumnsAreNamed()
    {
        new PythonBot(Path, "CREATE TABLE global_sequences (sequence_id TEXT)").Dispose();
        Assert.Contains("lacks one of the tables", Open().Message, StringComparison.Ordinal);

        new PythonBot(
            Path,
            """
            CREATE TABLE global_sequence_steps (sequence_id TEXT);
            CREATE TABLE global_component_links (sequence_id TEXT, component TEXT, entity_type TEXT);
            CREATE TABLE sequence_counter (year INTEGER, month INTEGER, counter INTEGER)
            """).Dispose();
        Assert.Contains("global_sequence_steps.step_name, global_component_links.entity_id missing", Open().Message, StringComparison.Ordinal);

        SequenceStoreException Open()
        {
            var error = Assert.Throws<SequenceStoreException>(() => BotDatabaseSource.Open(Path));
            Assert.Equal(StoreErrorKind.Schema, error.Kind);
            return error;
        }
    }

    [Fact]
    public async Task ColumnsThatAreNotNeededMayBeMissingOrNamedInAnotherWay()
    {
        using (var bot = new PythonBot(
            Path,
            """
            CREATE TABLE global_sequences (sequence_id TEXT);
            CREATE TABLE global_sequence_steps (id INTEGER PRIMARY KEY, sequence_id TEXT, step_name TEXT, duration_ms REAL, created_at REAL);
            CREATE TABLE global_component_links (sequence_id TEXT, component TEXT, entity_type TEXT, entity_id TEXT);
            CREATE TABLE sequence_counter (year INTEGER, month INTEGER, counter INTEGER)
            """))
        {
            bot.Execute("INSERT INTO global_sequences VALUES ('SEQ-2025-07-00001')");
            bot.Execute("INSERT INTO global_sequence_steps VALUES (1, 'SEQ-2025-07-00001', 'CreateAd_Step_6_CalculatePrice', 12.5, 1752484323.25)");
            bot.Execute("INSERT INTO global_component_links VALUES ('SEQ-2025-07-00001', 'ads', 'ad', '87')");
        }

        using var source = BotDatabaseSource.Open(Path);
        var token = TestContext.Current.CancellationToken;
        var journey = await source.ReadAsync(Assert.Single(await source.ReadIdsAsync(null, 10, token)), null, token);

        var step = Assert.Single(journey!.Steps);
        Assert.Equal(("CreateAd", 12.5, StepStatus.Completed), (step.Component, step.DurationMs, step.Status));
        Assert.Equal(new DateTimeOffset(2025, 7, 14, 9, 12, 3, 250, TimeSpan.Zero), step.Timestamp);
        Assert.Equal("ads:ad:87", Assert.Single(journey.Links).ToString());
        Assert.Equal([("2025-07", 1L)], (await source.GetCountersAsync(token)).Select(c => (c.Month, c.Last)));
    }
}
