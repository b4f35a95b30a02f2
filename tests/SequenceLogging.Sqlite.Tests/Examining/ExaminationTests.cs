using SequenceLogging.Sqlite.Examining;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Tests.Recovery;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Examining;

/// <summary>What a store says of itself, when it is well and when it is not.</summary>
public sealed class ExaminationTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task AStoreThatIsWellSaysSoOnEachPoint()
    {
        await _files.FillAsync(20);

        var examination = await ExamineAsync();

        Assert.Equal(
            [
                "sqlite_version", "schema_version", "structure", "integrity", "step_chains", "journal_mode", "file_size", "free_pages",
                "wal_size", "file_mode", "journals", "id_marks", "rejected", "signatures", "ids",
            ],
            examination.Findings.Select(f => f.Name));
        Assert.All(examination.Findings.Skip(1), f => Assert.True(f.Level is FindingLevel.Good && f.Advice is null, f.ToString()));
        Assert.Equal(["wal; this library commits with synchronous=FULL"], ValuesOf(examination, "journal_mode"));
        var account = Assert.Single(examination.Ids);
        Assert.Equal(("2025-07", 20, 20, 0), (account.Month, account.Last, account.Used, account.Gaps.Count));
    }

    [Fact]
    public async Task LookingChangesNoByte()
    {
        await _files.FillAsync(20);
        var before = await File.ReadAllBytesAsync(_files.Path, Token);

        await ExamineAsync();

        Assert.Equal(before, await File.ReadAllBytesAsync(_files.Path, Token));
    }

    [Theory]
    [InlineData("3.6.23", 3_006_023, FindingLevel.Good)]
    [InlineData("3.7.0", 3_007_000, FindingLevel.Notice)]
    [InlineData("3.50.4", 3_050_004, FindingLevel.Notice)]
    [InlineData("3.51.2", 3_051_002, FindingLevel.Notice)]
    [InlineData("3.51.3", 3_051_003, FindingLevel.Good)]
    public void TheVersionsWithTheWalResetBugAreNamed(string version, int number, FindingLevel level) =>
        Assert.Equal(level, SettingsFindings.SqliteVersion(version, number).Level);

    [Theory]
    [InlineData("UPDATE steps SET previous = NULL WHERE id = 25", "the way back from the last step does not lead to all steps of SEQ-2025-07-00002")]
    [InlineData("UPDATE steps SET previous = 1 WHERE id = 25", "SEQ-2025-07-00002")]
    [InlineData("UPDATE sequences SET last_step = 1 WHERE id & 0xFF = 2", "SEQ-2025-07-00002")]
    [InlineData("UPDATE sequences SET first_step = 1 WHERE id & 0xFF = 2", "SEQ-2025-07-00002")]
    [InlineData("DELETE FROM steps WHERE id = 24", "SEQ-2025-07-00002")]
    [InlineData("INSERT INTO steps (sequence, step_order, kind, status, timestamp) VALUES (1, 1, 1, 1, 1)", "1 steps are found from no sequence")]
    public async Task AStepThatIsNotFoundFromItsSequenceIsTold(string sql, string told)
    {
        await _files.FillAsync(3);
        Prompt(sql);

        Assert.EndsWith(told, Assert.Single(ValuesOf(await ExamineAsync(), "step_chains", FindingLevel.Problem)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumbersWithoutASequenceOrAReasonAreFoundByMonth()
    {
        await _files.FillAsync(30);
        Prompt("DELETE FROM sequences WHERE id & 0xFFFFFFFFFF IN (7, 8, 30)");

        var examination = await ExamineAsync();

        Assert.Equal(3, Assert.Single(examination.Ids).Unexplained);
        Assert.Equal(["not accounted for: 2025-07 3"], ValuesOf(examination, "ids", FindingLevel.Problem));
    }

    [Fact]
    public async Task AnAccountOverManyStretchesAddsUp()
    {
        const long Last = (3L * IdAccounting.StretchLength) + 5;
        await using (var store = _files.Open())
        {
            await store.LeaseIdsAsync(StoreUnderTest.Noon, (int)Last, Token);
        }

        var month = new SequenceId(2025, 7, 1).ToInt64() - 1;
        Prompt(
            $"""
             WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 3 FROM n WHERE i + 3 <= {Last})
             INSERT INTO sequences (id, sequence_id, status, step_count, created_at, updated_at) SELECT {month} + i, i, 0, 0, 0, 0 FROM n;
             INSERT INTO id_gaps VALUES (2025, 7, 'pruned', 2, {Last - 6}), (2025, 7, 'erased', 100001, 200001), (2025, 7, 'odd', 1, 9)
             """);

        var account = Assert.Single((await ExamineAsync()).Ids);

        var used = (Last + 2) / 3;
        var erased = 100_001 - Enumerable.Range(100_001, 100_001).Count(n => n % 3 == 1);
        Assert.Equal((used, 0), (account.Used, account.Unexplained));
        Assert.Equal(["erased", "leased", "pruned"], account.Gaps.Keys.Order());
        Assert.Equal(erased, account.Gaps["erased"]);
        Assert.Equal(Enumerable.Range((int)Last - 5, 6).Count(n => n % 3 != 1), account.Gaps["leased"]);
    }

    [Fact]
    public async Task ADamagedStoreSaysWhatIsDamagedAndAnswersTheRest()
    {
        await _files.FillAsync(300);
        _files.Spoil(_files.Path, 0.6, 0.7);

        var examination = await ExamineAsync();

        Assert.Single(ValuesOf(examination, "integrity", FindingLevel.Problem));
        Assert.Single(ValuesOf(examination, "schema_version"));
    }

    [Fact]
    public async Task AnIndexThatDoesNotFitItsTableIsFound()
    {
        await _files.FillAsync(5);
        Prompt("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(user_id, id)', '(username, id)') WHERE name = 'sequences_by_user'");

        var examination = await ExamineAsync();

        Assert.Contains("sequences_by_user", Assert.Single(ValuesOf(examination, "structure", FindingLevel.Problem)), StringComparison.Ordinal);
        Assert.Single(ValuesOf(examination, "integrity", FindingLevel.Problem));
    }

    [Fact]
    public async Task WhatOthersHaveAddedIsNamed()
    {
        await _files.FillAsync(1);
        Prompt("CREATE TABLE photos (id INTEGER PRIMARY KEY); CREATE INDEX my_index ON steps (message)");

        Assert.Equal(
            ["not of this library: index my_index, table photos"], ValuesOf(await ExamineAsync(), "structure", FindingLevel.Notice));
    }

    [Fact]
    public async Task AMarkThatIsMissingOrAheadIsTold()
    {
        await _files.FillAsync(3);
        var backup = _files.CopyTo("backup.db");
        await _files.FillAsync(4);
        File.Move(backup, _files.Path, overwrite: true);
        Assert.Equal(["above the counter: 2025-07 7"], ValuesOf(await ExamineAsync(), "id_marks", FindingLevel.Notice));

        File.Delete(_files.Path + ".ids");
        Assert.Equal(["missing or below the counter: 2025-07 3"], ValuesOf(await ExamineAsync(), "id_marks", FindingLevel.Notice));
    }

    [Fact]
    public async Task TheJournalOfADeadProcessIsToldAndThatOfALivingOneIsItsOwn()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(_files.Path));
        log.Begin(1).Dispose();
        Assert.Equal(["1 in use"], ValuesOf(await ExamineAsync(), "journals"));

        var folder = _files.Path + ".journal";
        await File.WriteAllBytesAsync(Path.Join(folder, "dead.lock"), [], Token);
        await File.WriteAllBytesAsync(Path.Join(folder, "dead-000000001.segment"), new byte[2_000], Token);

        Assert.Equal(
            [$"1 in use, and 1 of dead processes, with 1 segments of 2000 bytes in {folder}"],
            ValuesOf(await ExamineAsync(), "journals", FindingLevel.Notice));
    }

    [Fact]
    public async Task AFileThatOthersMayReadIsTold()
    {
        await _files.FillAsync(1);
        if (OperatingSystem.IsWindows())
        {
            // It has rights of another kind.
            return;
        }

        File.SetUnixFileMode(_files.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Assert.Equal(["604, not for its owner only"], ValuesOf(await ExamineAsync(), "file_mode", FindingLevel.Notice));
    }

    private static IEnumerable<string> ValuesOf(StoreExamination examination, string name, FindingLevel level = FindingLevel.Good) =>
        examination.Findings.Where(f => f.Name == name && f.Level == level).Select(f => f.Value);

    private async Task<StoreExamination> ExamineAsync()
    {
        await using var reader = new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(_files.Path));
        return await reader.ExamineAsync(Token);
    }

    private void Prompt(string sql)
    {
        using var prompt = new SqlPrompt(_files.Path);
        prompt.Execute(sql);
    }
}
