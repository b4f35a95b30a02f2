using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.StoreContract.Moving;
using SequenceLogging.Testing;

namespace SequenceLogging.PostgreSql.Tests.Opening;

/// <summary>A store of an older version is brought up to date by the first application that opens it for writing.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly TestStore _other = new();

    public void Dispose()
    {
        _store.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatVersion1StoredIsFoundAndCountedByDay(bool isPartitioned)
    {
        await using (var app = await FillAsync(_store, isPartitioned))
        {
            await TakeBackToVersion1Async();
        }

        var refusal = await Assert.ThrowsAsync<SequenceStoreException>(async () =>
        {
            await using var reader = new PostgreSqlStoreProvider().OpenReader(new SequenceLogOptions { Store = _store.ConnectionString });
        });
        Assert.Equal(StoreErrorKind.Schema, refusal.Kind);
        Assert.Contains("schema version 1", refusal.Message, StringComparison.Ordinal);

        await using var upgraded = _store.Open(partitioning: isPartitioned);
        await using var expected = await FillAsync(_other, isPartitioned);
        Assert.NotEmpty(await upgraded.Reader.GetDailyStatisticsAsync(DateOnly.MinValue, DateOnly.MaxValue, TestStore.Token));
        await SameAnswers.AssertAsync(expected.Store.Reader, upgraded.Reader, TestStore.Token);
        Assert.Equal(3, _store.Execute("SELECT version::bigint FROM store_version"));

        // And it goes on counting from there.
        var id = (await upgraded.Reader.FindAsync(new SequenceQuery { Limit = 1 }, TestStore.Token))[0].SequenceId;
        await upgraded.AppendAsync(new Batch("more").Step(id, "One more", TestStore.Noon), TestStore.Token);
        var days = await upgraded.Reader.GetDailyStatisticsAsync(
            DateOnly.FromDateTime(TestStore.Noon.Date), DateOnly.FromDateTime(TestStore.Noon.Date), TestStore.Token);
        Assert.Contains(days, d => d.Step.Name == "One more");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatVersion2StoredIsFoundByItsSteps(bool isPartitioned)
    {
        await using (var app = await FillAsync(_store, isPartitioned))
        {
            _store.Execute(
                """
                DROP TABLE step_places;
                CREATE INDEX steps_by_kind ON steps (kind, sequence);
                DELETE FROM store_numbers WHERE name = 'noted_position';
                UPDATE store_version SET version = 2;
                """);
        }

        await using var upgraded = _store.Open(partitioning: isPartitioned);
        await using var expected = await FillAsync(_other, isPartitioned);
        Assert.NotEqual(0, _store.Execute("SELECT count(*) FROM step_places"));
        Assert.Equal(0, _store.Execute("SELECT count(*) FROM pg_class WHERE relname = 'steps_by_kind' AND relnamespace = current_schema()::regnamespace"));
        var findings = (await upgraded.Reader.ExamineAsync(TestStore.Token)).Findings;
        Assert.All(findings, f => Assert.NotEqual(FindingLevel.Problem, f.Level));
        await SameAnswers.AssertAsync(expected.Store.Reader, upgraded.Reader, TestStore.Token);
        Assert.Equal(3, _store.Execute("SELECT version::bigint FROM store_version"));
    }

    private static async Task<Application> FillAsync(TestStore store, bool isPartitioned)
    {
        var clock = new TestClock(TestStore.Noon);
        var options = TestStore.Options(store.ConnectionString, clock, isPartitioned);

        // The clock stands still, so by the pace a block would be as many as were ever issued, and one log is still open when both are compared.
        options.IdBlockSize = 1;
        var app = new Application(SequenceLog.Open(options), clock);
        await Variety.FillAsync(app);
        return app;
    }

    private async Task TakeBackToVersion1Async()
    {
        await using var connection = new NpgsqlConnection(_store.ConnectionString);
        await connection.OpenAsync(TestStore.Token);
        await using var command = new NpgsqlCommand(
            """
            DROP TABLE daily_statistics, step_places;
            DROP INDEX sequences_by_time, steps_with_error, errors_by_time;
            DELETE FROM store_numbers WHERE name = 'noted_position';
            UPDATE store_version SET version = 1;
            """,
            connection);
        await command.ExecuteNonQueryAsync(TestStore.Token);
    }
}
