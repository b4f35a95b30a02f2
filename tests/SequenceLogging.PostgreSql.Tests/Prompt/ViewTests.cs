using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Prompt;

public sealed class ViewTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task APersonAtASqlPromptReadsWhatHappened()
    {
        await using var store = _store.Open();
        var id = await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon, UserId = "ann", Username = "Ann" }, TestStore.Token);
        await store.AppendAsync(
            new Batch().Step(id, "CreateAd_Step_6_CalculatePrice", TestStore.Noon).Link(id, ComponentLink.Parse("ads:ad:87"), TestStore.Noon),
            TestStore.Token);

        Holds("global_sequences", "sequence_id = 'SEQ-2025-07-00001' AND user_id = 'ann' AND username = 'Ann' AND status = 'active'");
        Holds("global_sequences", "current_step = 'CreateAd_Step_6_CalculatePrice' AND created_at = '2025-07-15 12:00:00+00'");
        Holds("global_sequence_steps", "qualified_step = 'SEQ-2025-07-00001:CreateAd_Step_6_CalculatePrice' AND step_order = 1");
        Holds("global_sequence_steps", "status = 'started' OR status = 'completed'");
        Holds("global_component_links", "sequence_id = 'SEQ-2025-07-00001' AND component = 'ads' AND entity_type = 'ad' AND entity_id = '87'");
        Holds("sequence_counter", "year = 2025 AND month = 7 AND counter = 1");
    }

    private void Holds(string view, string condition) => Assert.Equal(1, _store.Execute($"SELECT count(*) FROM {view} WHERE {condition}"));
}
