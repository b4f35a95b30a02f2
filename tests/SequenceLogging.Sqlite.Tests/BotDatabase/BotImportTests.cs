using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Moving;
using SequenceLogging.Sqlite.BotDatabase;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.Testing;

namespace SequenceLogging.Sqlite.Tests.BotDatabase;

public sealed class BotImportTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SequenceLogOptions _options = new SequenceLogOptions().UseInMemory();
    private readonly ISequenceStore _store;
    private readonly PythonBot _bot;
    private readonly List<BadRow> _bad = [];

    public BotImportTests()
    {
        _store = _options.Provider!.Open(_options);
        _bot = new PythonBot(_folder.File("bot.db"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _bot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AJourneyOfTheBotIsOneHereUnderItsId()
    {
        var id = _bot.Start(566158428, "ann", "en");
        _bot.Step(id, "User_Flow_1_Start", "handlers", """{"action": "user_start", "user_id": 566158428}""");
        _bot.Step(id, "CreateAd_Step_6_CalculatePrice", "pricing");
        _bot.Link(id, "ads", "ad", "87", """{"price": 12.5}""");
        _bot.Step(id, "Payment_Step_1_ProcessTON", "payments", error: "no answer");
        _bot.Step(id, "Payment_Step_1_ProcessTON", "payments");
        _bot.Link(id, "published_messages", "message", "@i3lani:12345");
        _bot.Complete(id);

        var result = await ImportAsync();

        Assert.True(result.IsComplete, string.Join("; ", result.Faults.Concat(result.Moving)));
        Assert.Empty(_bad);
        var journey = await DetailsAsync(id);
        Assert.Equal(
            (new UserId(566158428), "ann", "en", SequenceStatus.Completed, 4),
            (journey.UserId!.Value, journey.Username, journey.Language, journey.Status, journey.StepCount));
        Assert.Equal("""{"platform": "telegram", "initial_language": "en"}""", journey.Metadata);
        Assert.Equal(
            [
                (1, "User_Flow_1_Start", "handlers", StepStatus.Completed, At("09:12:07"), null),
                (2, "CreateAd_Step_6_CalculatePrice", "pricing", StepStatus.Completed, At("09:12:11"), null),
                (3, "Payment_Step_1_ProcessTON", "payments", StepStatus.Failed, At("09:12:15"), "no answer"),
                (4, "Payment_Step_1_ProcessTON", "payments", StepStatus.Completed, At("09:12:19"), default(string?)),
            ],
            journey.Steps.Select(s => (s.Order, s.StepName.Value, s.Component, s.Status, s.Timestamp, s.Error)));
        Assert.Equal("""{"action": "user_start", "user_id": 566158428}""", journey.Steps[0].Metadata);
        Assert.Null(journey.Steps[1].Metadata);
        Assert.Equal(["ads:ad:87", "published_messages:message:@i3lani:12345"], journey.Links.Select(l => l.ToString()));
        Assert.Equal("""{"price": 12.5}""", journey.Links[0].Metadata);
        Assert.Equal((At("09:12:03"), At("09:13:19"), At("09:13:19")), (journey.CreatedAt, journey.UpdatedAt, journey.CompletedAt));
        Assert.Equal("no answer", Assert.Single(journey.Errors).Error);
    }

    [Fact]
    public async Task ItsCounterGoesOnHere()
    {
        _bot.Start(1, null, null);
        _bot.Execute("UPDATE sequence_counter SET counter = 41"); // it issued more than it could write

        await ImportAsync();

        var next = await _store.CreateAsync(new NewSequence { CreatedAt = At("12:00:00") }, Token);
        Assert.Equal("SEQ-2025-07-00042", next.ToString());
    }

    [Fact]
    public async Task TwiceChangesNothing()
    {
        var id = _bot.Start(1, "ann", "en");
        _bot.Step(id, "A");
        _bot.Step(id, "A");
        _bot.Complete(id, "failed");
        var reopened = _bot.Start(2, "bob", "en");
        _bot.Step(reopened, "A");
        _bot.Complete(reopened);
        _bot.Step(reopened, "B");
        await ImportAsync();
        var before = await AllAsync();

        var again = await ImportAsync();

        Assert.Equal((0, 1, true), (again.Written, again.Passes, again.IsComplete));
        Assert.Equal(before, await AllAsync());
    }

    [Fact]
    public async Task AFileThatHasGrownAddsOnlyWhatIsNew()
    {
        var id = _bot.Start(1, "ann", "en");
        _bot.Step(id, "A");
        await ImportAsync();
        _bot.Step(id, "A");
        _bot.Link(id, "ads", "ad", "87");
        _bot.Complete(id);
        _bot.Start(2, null, null);

        var grown = await ImportAsync();

        Assert.Equal((4, true), (grown.Written, grown.IsComplete));
        var journey = await DetailsAsync(id);
        Assert.Equal(["A", "A"], journey.Steps.Select(s => s.StepName.Value));
        Assert.Equal(SequenceStatus.Completed, journey.Status);
    }

    [Fact]
    public async Task AJourneyThatWentOnHereIsNotSetBack()
    {
        var id = _bot.Start(1, "ann", "en");
        _bot.Step(id, "A");
        await ImportAsync();
        await using (var app = new Application(SequenceLog.Open(o => o.Provider = _options.Provider), new TestClock(At("12:00:00"))))
        {
            app.Step(SequenceId.Parse(id), "Here");
            app.Sequences.Complete(SequenceId.Parse(id));
            await app.FlushAsync();
        }

        _bot.Link(id, "ads", "ad", "87");
        Assert.True((await ImportAsync()).IsComplete);

        var journey = await DetailsAsync(id);
        Assert.Equal(["A", "Here"], journey.Steps.Select(s => s.StepName.Value));
        Assert.Equal((SequenceStatus.Completed, 1), (journey.Status, journey.Links.Count));
    }

    [Fact]
    public async Task AnotherJourneyUnderTheIdIsAFaultAndStaysAsItIs()
    {
        var id = _bot.Start(1, "ann", "en");
        await _store.CreateAsync(new NewSequence { CreatedAt = At("12:00:00"), UserId = 7 }, Token);

        var result = await ImportAsync();

        Assert.Equal((id, "userId"), (Assert.Single(result.Faults).Sequence.ToString(), result.Faults[0].Field));
        Assert.Equal(new UserId(7), (await DetailsAsync(id)).UserId);
    }

    [Fact]
    public async Task AReopenedJourneyWasCompletedOnce()
    {
        var id = _bot.Start(1, "ann", "en");
        _bot.Step(id, "A");
        _bot.Complete(id);
        _bot.Step(id, "B");

        await ImportAsync();

        var journey = await DetailsAsync(id);
        Assert.Equal((SequenceStatus.Active, null), (journey.Status, journey.CompletedAt));
        Assert.Equal([(1, SequenceStatus.Completed), (2, SequenceStatus.Active)], journey.StatusChanges.Select(c => (c.Order, c.Status)));
    }

    [Theory]
    [InlineData("success", StepStatus.Completed, true)]
    [InlineData("in_progress", StepStatus.Started, true)]
    [InlineData("ERROR", StepStatus.Failed, true)]
    [InlineData("cancelled", StepStatus.Skipped, true)]
    [InlineData("wobbly", StepStatus.Completed, false)]
    public async Task OtherWordsForTheStatusOfAStepAreUnderstood(string word, StepStatus status, bool isKnown)
    {
        var id = _bot.Start(1, null, null);
        _bot.Step(id, "A", metadata: """{"a": 1}""");
        _bot.Execute("UPDATE global_sequence_steps SET status = $0", word);

        await ImportAsync();

        var step = (await DetailsAsync(id)).Steps[0];
        Assert.Equal((status, isKnown ? """{"a": 1}""" : $$"""{"a":1,"bot_status":"{{word}}"}"""), (step.Status, step.Metadata));
        Assert.Equal(isKnown ? 0 : 1, _bad.Count);
    }

    [Theory]
    [InlineData("in_progress", SequenceStatus.Active, null)]
    [InlineData("success", SequenceStatus.Completed, null)]
    [InlineData("error", SequenceStatus.Failed, null)]
    [InlineData("cancelled", SequenceStatus.Abandoned, null)]
    [InlineData("refunded", SequenceStatus.Active, "status refunded")]
    public async Task OtherWordsForTheStatusOfASequenceAreUnderstood(string word, SequenceStatus status, string? reason)
    {
        var id = _bot.Start(1, null, null);
        _bot.Step(id, "A");
        _bot.Execute("UPDATE global_sequences SET status = $0", word);

        await ImportAsync();
        Assert.Equal(0, (await ImportAsync()).Written);

        var journey = await DetailsAsync(id);
        Assert.Equal((status, reason), (journey.Status, journey.StatusChanges is [.., var last] ? last.Reason : null));
        Assert.Equal(reason is null ? 0 : 2, _bad.Count); // once for each import
    }

    [Fact]
    public async Task EveryBadRowIsToldWithItsReasonAndTheOthersComeIn()
    {
        var id = _bot.Start(1, "ann", "en");
        _bot.Step(id, "A", metadata: "{'python': 'repr'}");
        _bot.Step(id, " ");
        _bot.Step(id, "B");
        _bot.Execute("UPDATE global_sequence_steps SET timestamp = 'yesterday' WHERE step_name = 'B'");
        _bot.Link(id, "ads", "", "87");
        _bot.Execute("INSERT INTO global_sequence_steps (sequence_id, step_name, component) VALUES ('SEQ-2025-07-00009', 'Orphan', 'x')");
        _bot.Execute("INSERT INTO global_component_links (sequence_id, component_name, entity_type, entity_id) VALUES ('nonsense', 'a', 'b', 'c')");
        _bot.Execute("INSERT INTO global_sequences (sequence_id, user_id) VALUES ('SEQ-25-7-1', 2), ('SEQ-2025-07-1752484323', 3)");
        _bot.Execute("INSERT INTO sequence_counter (year, month, counter) VALUES (2025, 13, 5)");

        var result = await ImportAsync();

        Assert.Equal((1, 2), (result.Sequences, result.Steps));
        var journey = await DetailsAsync(id);
        Assert.Equal("{'python': 'repr'}", JsonSerializer.Deserialize<string>(journey.Steps[0].Metadata!));
        Assert.Equal(At("09:12:07"), journey.Steps[1].Timestamp);
        Assert.Equal(
            [
                ("global_component_links", "\"ads::87\" is no link"),
                ("global_component_links", "its sequence \"nonsense\" was not imported"),
                ("global_sequence_steps", "\" \" is no step name"),
                ("global_sequence_steps", "its sequence \"SEQ-2025-07-00009\" was not imported"),
                ("global_sequence_steps", "its timestamp \"yesterday\" is no time"),
                ("global_sequences", "\"SEQ-25-7-1\" is no sequence id"),
                ("global_sequences", "SEQ-2025-07-1752484323 is far above 1"),
                ("sequence_counter", "2025-13 with the counter 5 is no month"),
            ],
            _bad.Select(b => (b.Table, Reason: FirstPart(b.Reason)))
                .OrderBy(b => b.Table, StringComparer.Ordinal).ThenBy(b => b.Reason, StringComparer.Ordinal));
    }

    [Fact]
    public async Task TheBotMayWriteInTheMeantimeWhateverItsJournal()
    {
        foreach (var mode in (string[])["DELETE", "WAL"])
        {
            using var bot = new PythonBot(_folder.File($"{mode}.db"), journalMode: mode);
            var id = bot.Start(1, "ann", "en");
            bot.Step(id, "A");
            using var source = BotDatabaseSource.Open(_folder.File($"{mode}.db"));
            Assert.Single(await source.ReadIdsAsync(null, 10, Token));
            bot.Step(id, "B");
            bot.Start(2, "bob", "en");

            Assert.Equal(2, (await source.ReadAsync(SequenceId.Parse(id), null, Token))!.StepCount);
            Assert.Equal(["SEQ-2025-07-00002"], (await source.ReadIdsAsync(null, 1, Token)).Select(i => i.ToString()));
            Assert.Equal([id], (await source.ReadIdsAsync(SequenceId.Parse("SEQ-2025-07-00002"), 10, Token)).Select(i => i.ToString()));
        }
    }

    private static string FirstPart(string reason) => reason.Split([": ", ", ", "; "], 2, StringSplitOptions.None)[0];

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2025-07-14T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<CopyResult> ImportAsync()
    {
        using var source = BotDatabaseSource.Open(_folder.File("bot.db"), _bad.Add);
        return await new StoreCopy(source, _store).CopyAsync(null, Token);
    }

    private async Task<SequenceDetails> DetailsAsync(string id)
    {
        var details = await _store.Reader.GetDetailsAsync(SequenceId.Parse(id), Token);
        Assert.NotNull(details);
        return details;
    }

    private async Task<string> AllAsync()
    {
        var ids = await _store.Reader.FindAsync(new SequenceQuery(), Token);
        var all = await Task.WhenAll(ids.Select(h => _store.Reader.GetDetailsAsync(h.SequenceId, Token).AsTask()));
        return JsonSerializer.Serialize(all);
    }
}
