using System.Text.Json;

namespace SequenceLogging.Cli.Tests.Commands;

public sealed class ImportBotTests : IDisposable
{
    private const string Bot =
        """
        CREATE TABLE global_sequences (sequence_id TEXT PRIMARY KEY, user_id INTEGER, status TEXT, created_at TEXT, updated_at TEXT, completed_at TEXT);
        CREATE TABLE global_sequence_steps (sequence_id TEXT, step_name TEXT, component TEXT, timestamp TEXT);
        CREATE TABLE global_component_links (sequence_id TEXT, component_name TEXT, entity_type TEXT, entity_id TEXT, created_at TEXT);
        CREATE TABLE sequence_counter (year INTEGER, month INTEGER, counter INTEGER);
        INSERT INTO global_sequences VALUES ('SEQ-2025-07-00001', 566158428, 'active', '2025-07-14 09:12:03', '2025-07-14 09:12:07', NULL);
        INSERT INTO global_sequence_steps VALUES ('SEQ-2025-07-00001', 'User_Flow_1_Start', 'handlers', '2025-07-14 09:12:07');
        INSERT INTO global_component_links VALUES ('SEQ-2025-07-00001', 'ads', 'ad', '87', '2025-07-14 09:12:07');
        INSERT INTO sequence_counter VALUES (2025, 7, 18);
        """;

    private readonly TempFolder _folder = new();
    private readonly Seqlog _seqlog = new Seqlog().OnSqlite();

    private string BotFile => _folder.File("bot.db");

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheBotsFileIsImportedOnce()
    {
        Make(Bot);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("import", BotFile, "--store", Store));
        Assert.StartsWith($"✔ 1 sequence, 1 step, 1 link of {BotFile} is in {Store}, alike field by field", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("18 ids reserved", _seqlog.Out, StringComparison.Ordinal);
        Assert.Empty(_seqlog.Error);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("import", BotFile, "--store", Store, "--json"));
        Assert.Equal(0, JsonDocument.Parse(_seqlog.Out).RootElement.GetProperty("written").GetInt64());
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--store", Store));
        Assert.Contains("ads:ad:87", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadRowIsToldWithItsTableAndMakesItAFailure()
    {
        Make(Bot + "INSERT INTO global_sequence_steps VALUES ('SEQ-2025-07-00017', 'Orphan', 'x', '2025-07-14 09:12:07');");

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("import", BotFile, "--store", Store));
        Assert.Equal(
            $"{BotFile} global_sequence_steps row 2: its sequence \"SEQ-2025-07-00017\" was not imported; it was left out\n", _seqlog.Error);
        Assert.Contains("bad      1 row", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItIsImportedByItself()
    {
        Make(Bot);
        await File.WriteAllTextAsync(_folder.File("a.clef"), "", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync("import", _folder.File("a.clef"), BotFile, "--store", Store));
        Assert.Contains("Import it by itself", _seqlog.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public async Task CopyingItIsToldHow()
    {
        Make(Bot);

        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync("copy", "--from", BotFile, "--to", Store));
        Assert.Contains($"seqlog import {BotFile} --store {Store}", _seqlog.Error, StringComparison.Ordinal);
    }

    private void Make(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_open(BotFile, out var database);
        Assert.Equal(0, SQLitePCL.raw.sqlite3_exec(database, sql));
        database.Dispose();
    }
}
