using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.Testing;

namespace SequenceLogging.Sqlite.Tests.Prompt;

/// <summary>The four names as a person with a SQL prompt hopes to find them.</summary>
public sealed class ViewTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SequencesReadAsTheReaderTellsThem()
    {
        var details = await LogOneJourneyAsync();
        using var prompt = new SqlPrompt(Store);

        var row = Assert.Single(prompt.Rows(
            """
            SELECT sequence_id, user_id, username, language, status, current_step, step_count, created_at, updated_at,
                   completed_at, metadata
              FROM global_sequences
            """,
            columns: 11));

        Assert.Equal(
            [
                details.SequenceId.ToString(), "566158428", "ann", "en", "completed", "CreateAd_Step_6_CalculatePrice", "2",
                Text(details.CreatedAt), Text(details.UpdatedAt), Text(details.CompletedAt!.Value), """{"source":"start"}""",
            ],
            row);
    }

    [Fact]
    public async Task StepsReadAsTheReaderTellsThem()
    {
        var details = await LogOneJourneyAsync();
        using var prompt = new SqlPrompt(Store);

        var rows = prompt.Rows(
            """
            SELECT sequence_id, step_order, step_name, qualified_step, component, status, timestamp, duration_ms, message,
                   metadata, error
              FROM global_sequence_steps
             ORDER BY id
            """,
            columns: 11);

        Assert.Equal(details.Steps.Count, rows.Count);
        foreach (var (step, row) in details.Steps.Zip(rows))
        {
            Assert.Equal(
                [
                    details.SequenceId.ToString(), $"{step.Order}", step.StepName.Value, $"{details.SequenceId}:{step.StepName}",
                    step.Component, step.Status.ToText(), Text(step.Timestamp),
                    step.DurationMs is { } ms ? FormattableString.Invariant($"{ms:0.0#}") : null, step.Message, step.Metadata,
                    step.Error,
                ],
                row);
        }
    }

    [Fact]
    public async Task LinksReadAsTheReaderTellsThem()
    {
        var details = await LogOneJourneyAsync();
        using var prompt = new SqlPrompt(Store);

        var row = Assert.Single(prompt.Rows(
            """
            SELECT sequence_id, component, entity_type, entity_id, link_type, first_seen, last_seen, metadata
              FROM global_component_links
            """,
            columns: 8));

        var link = Assert.Single(details.Links);
        Assert.Equal(
            [
                details.SequenceId.ToString(), "ads", "ad", "87", "primary", Text(link.FirstSeen), Text(link.LastSeen),
                """{"Channels":3}""",
            ],
            row);
    }

    [Fact]
    public async Task TheCounterIsTheLastNumberOfEachMonth()
    {
        await LogOneJourneyAsync();
        using var prompt = new SqlPrompt(Store);

        var row = Assert.Single(prompt.Rows("SELECT year, month, counter FROM sequence_counter", columns: 3));
        Assert.Equal(["2025", "7", "1"], row);
    }

    [Fact]
    public async Task TimesBefore1970ReadWellToo()
    {
        DateTimeOffset[] times =
        [
            DateTimeOffset.MinValue, new(1969, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero), DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddTicks(10), DateTimeOffset.MaxValue,
        ];
        await using (var store = new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store)))
        {
            foreach (var time in times)
            {
                await store.CreateAsync(new NewSequence { CreatedAt = time }, TestContext.Current.CancellationToken);
            }
        }

        using var prompt = new SqlPrompt(Store);
        Assert.Equal(
            times.Order().Select(Text), prompt.Column("SELECT created_at FROM global_sequences ORDER BY created_at"));
    }

    [Theory]
    [InlineData("SELECT * FROM global_sequences WHERE sequence_id = 'SEQ-2025-07-00001'")]
    [InlineData("SELECT * FROM global_sequence_steps WHERE sequence_id = 'SEQ-2025-07-00001'")]
    [InlineData("SELECT * FROM global_sequence_steps WHERE sequence_id = 'SEQ-2025-07-00001' ORDER BY step_order")]
    [InlineData("SELECT * FROM global_component_links WHERE sequence_id = 'SEQ-2025-07-00001'")]
    [InlineData("SELECT * FROM global_component_links WHERE component = 'ads' AND entity_id = '87'")]
    [InlineData("SELECT * FROM global_sequences WHERE user_id = '566158428'")]
    [InlineData("SELECT counter FROM sequence_counter WHERE year = 2025 AND month = 7")]
    public async Task WhatIsAskedMostIsFoundByAnIndex(string sql)
    {
        await LogOneJourneyAsync();
        using var prompt = new SqlPrompt(Store);

        Assert.DoesNotContain(prompt.Plan(sql), line => line.Contains("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheCheckOfThePlansNoticesAScan()
    {
        await LogOneJourneyAsync();
        using var prompt = new SqlPrompt(Store);

        Assert.Contains(
            prompt.Plan("SELECT * FROM global_sequence_steps WHERE message = 'x'"),
            line => line.Contains("SCAN", StringComparison.Ordinal));
    }

    private async Task<SequenceDetails> LogOneJourneyAsync()
    {
        var clock = new TestClock(Noon.AddTicks(1_234_560));
        await using var app = new Application(
            SequenceLog.Open(new SequenceLogOptions { TimeProvider = clock }.UseSqlite(Store)), clock);
        var id = await app.Sequences.IssueAsync(
            566158428,
            "ann",
            "en",
            new Dictionary<string, object?> { ["source"] = "start" },
            TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1.5));
        app.Log(id, Serilog.Events.LogEventLevel.Error, new TimeoutException("slow"), "{StepName}", "Pay");
        app.Log(id, "{StepName}: {Price} in {Elapsed}", "CreateAd_Step_6_CalculatePrice", 12.5m, 7.25);
        app.Log(id, "{LinkComponent} in {Channels}", "ads:ad:87", 3);
        clock.Advance(TimeSpan.FromDays(20));
        app.Sequences.Complete(id);
        return await app.DetailsOf(id);
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
