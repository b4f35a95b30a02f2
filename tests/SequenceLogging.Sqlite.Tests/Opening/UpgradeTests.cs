using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.Testing;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>A store of an older version is brought up to date by the first application that opens it for writing.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<int> Released => [.. Enumerable.Range(1, (int)StoreSchema.Version - 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Released))]
    public async Task ItHasAllThatANewOneHas(int version)
    {
        ReleasedStore.Create(version, Store);
        var created = _folder.File("new.db");
        foreach (var path in new[] { Store, created })
        {
            await using var log = SequenceLog.Open(o => o.UseSqlite(path));
            log.Complete(log.Begin(1).SequenceId);
        }

        using var upgraded = new SqlPrompt(Store);
        using var fresh = new SqlPrompt(created);
        const string Everything = "SELECT name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
        Assert.Equal(fresh.Column(Everything), upgraded.Column(Everything));
        Assert.Equal("5", upgraded.Value("PRAGMA user_version"));
        Assert.Equal("ok", upgraded.Value("PRAGMA integrity_check"));
    }

    [Theory]
    [MemberData(nameof(Released))]
    public async Task ItKeepsWhatIsInItAndGoesOn(int version)
    {
        ReleasedStore.Create(version, Store);
        await using var store = new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store));

        var details = await store.Reader.GetDetailsAsync(SequenceId.Parse("SEQ-2025-07-00002"), Token);
        Assert.NotNull(details);
        Assert.Equal(
            ["User_Flow_1_Start", "CreateAd_Step_6_CalculatePrice"], details.Steps.Select(s => s.StepName.Value));
        Assert.Equal((SequenceStatus.Failed, 1, 1), (details.Status, details.Links.Count, details.Errors.Count));
        Assert.Equal("ann", (await store.Reader.GetDetailsAsync(SequenceId.Parse("SEQ-2025-07-00001"), Token))?.Username);
        Assert.Equal(version == 1 ? 7 : 6, (await store.Reader.GetStatisticsAsync(Token)).Sequences.Total);
        var next = await store.CreateAsync(new NewSequence { CreatedAt = details.CreatedAt }, Token);
        Assert.Equal("SEQ-2025-07-00008", next.ToString());
    }

    [Fact]
    public async Task WhatAProcessOfAnOlderVersionGoesOnWritingIsFoundAndCounted()
    {
        var clock = new TestClock(new DateTimeOffset(2025, 7, 14, 9, 0, 0, TimeSpan.Zero));
        await using var app = new Application(SequenceLog.Open(o => { o.UseSqlite(Store); o.TimeProvider = clock; }), clock);
        var id = app.Begin();
        app.Step(id, "Known_Step_1");
        await app.FlushAsync();
        for (var i = 2; i <= 3; i++)
        {
            // As version 3 did it, which had the file open.
            using (var older = new SqlPrompt(Store))
            {
                older.Execute($"INSERT INTO step_kinds (component, step_name) VALUES ('', 'Older_Step_{i}')");
                older.Execute(
                    $"""
                    INSERT INTO steps (sequence, step_order, kind, status, timestamp)
                    SELECT sequence, {100 + i}, (SELECT max(id) FROM step_kinds), 1, timestamp FROM steps ORDER BY id LIMIT 1
                    """);
            }

            app.Step(app.Begin(), "Known_Step_1");
            await app.FlushAsync();

            Assert.Equal(
                id, Assert.Single(await app.Store.Reader.FindAsync(new SequenceQuery { StepName = $"Older_Step_{i}" }, Token)).SequenceId);
            Assert.Equal(
                (2 * i) - 1,
                (await app.Store.Reader.GetDailyStatisticsAsync(DateOnly.MinValue, DateOnly.MaxValue, Token)).Sum(d => d.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Released))]
    public async Task EveryNumberThatHasNoSequenceSaysThatAnOlderVersionKnewNoReason(int version)
    {
        ReleasedStore.Create(version, Store);
        await using (new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store)))
        {
        }

        using var prompt = new SqlPrompt(Store);
        string[] gaps = ["2025-7: 4-6", "2025-8: 1-2"];
        Assert.Equal(
            version == 1 ? gaps : [.. gaps, "2025-9: 1-1"],
            prompt.Column(
                """
                SELECT year || '-' || month || ': ' || first || '-' || last FROM id_gaps
                 WHERE reason = 'before_version_3' ORDER BY year, month, first
                """));
        Assert.Equal(gaps.Length + (version == 1 ? 0 : 1), int.Parse(prompt.Value("SELECT count(*) FROM id_gaps")!, null));
    }

    [Fact]
    public async Task NumbersAboveTheLastSequenceAreExplainedToo()
    {
        ReleasedStore.Create(2, Store);
        using (var before = new SqlPrompt(Store))
        {
            before.Execute(
                """
                DELETE FROM sequences WHERE sequence_id = 'SEQ-2025-07-00007';
                INSERT INTO sequence_counter (year, month, counter) VALUES (2024, 12, 5);
                """);
        }

        await new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store)).DisposeAsync();

        using var prompt = new SqlPrompt(Store);
        Assert.Equal(
            ["2024-12: 1-5", "2025-7: 4-7"],
            prompt.Column("SELECT year || '-' || month || ': ' || first || '-' || last FROM id_gaps ORDER BY year, month LIMIT 2"));
    }

    [Theory]
    [MemberData(nameof(Released))]
    public async Task WhatIsInItIsFoundAndCountedByDay(int version)
    {
        ReleasedStore.Create(version, Store);
        await using var store = new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store));

        var found = await store.Reader.FindAsync(new SequenceQuery { Flow = "CreateAd" }, Token);
        Assert.Equal([3L, 2, 1], found.Select(h => h.SequenceId.Number));
        Assert.Equal("no price", Assert.Single(await store.Reader.ReadErrorsAsync(new ErrorQuery(), Token)).Error?.Split(": ")[1]);
        var months = (await store.Reader.GetStepStatisticsAsync(0, 999_912, Token)).Steps;
        var days = await store.Reader.GetDailyStatisticsAsync(DateOnly.MinValue, DateOnly.MaxValue, Token);
        Assert.Equal(
            months.Select(m => (m.Step, m.Status, m.Count, m.Durations.Count, m.Durations.SumMs)).OrderBy(m => $"{m}"),
            days.Select(d => (d.Step, d.Status, d.Count, d.Durations.Count, d.Durations.SumMs)).OrderBy(d => $"{d}"));

        // And it goes on counting from there.
        var last = days[^1];
        var at = new DateTimeOffset(last.Day.ToDateTime(default), TimeSpan.Zero);
        await store.AppendAsync(new Batch("more").Step(found[0].SequenceId, last.Step.Name, at), Token);
        var counted = (await store.Reader.GetDailyStatisticsAsync(last.Day, last.Day, Token)).Single(d => d.Step == last.Step);
        Assert.Equal(last.Count + 1, counted.Count);
    }

    [Theory]
    [MemberData(nameof(Released))]
    public void AReaderLeavesItAsItIsAndSaysWhatToDo(int version)
    {
        ReleasedStore.Create(version, Store);
        var failure = Assert.Throws<SequenceStoreException>(() =>
            new SqliteStoreProvider().OpenReader(new SequenceLogOptions { Store = Store }));

        Assert.Equal(StoreErrorKind.Schema, failure.Kind);
        Assert.Contains($"schema version {version}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("opens it for writing", failure.Message, StringComparison.Ordinal);
    }
}
