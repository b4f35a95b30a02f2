using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Writing;

/// <summary>Sequences are found by their steps wherever these were noted, by whom, or not at all yet.</summary>
public sealed class StepPlaceTests : IDisposable
{
    private const string Unnoted =
        "SELECT (SELECT value FROM store_numbers WHERE name = 'position') - (SELECT value FROM store_numbers WHERE name = 'noted_position')";

    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task StepsOfAProgramOfVersion2AreFoundAtOnceAndNotedByWhoeverWritesNext()
    {
        await using var store = _store.Open();
        var (near, far) = await CreateApartAsync(store);
        await store.AppendAsync(new Batch().Step(near, "One", TestStore.Noon).Step(near, "Two", TestStore.Noon), TestStore.Token);
        Assert.Equal(0, _store.Execute(Unnoted));

        WriteAsVersion2(far, "Two");

        Assert.Equal(1, _store.Execute(Unnoted));
        Assert.Equal([far, near], await FindAsync(store, new SequenceQuery { StepName = "Two" }));
        Assert.Equal([far, near], await FindAsync(store, new SequenceQuery { StepName = "Two", CreatedFrom = TestStore.Noon }));
        Assert.Equal([near], await FindAsync(store, new SequenceQuery { StepName = "One" }));
        var places = _store.Execute("SELECT count(*) FROM step_places");

        await store.AppendAsync(new Batch(after: 2).Step(near, "One", TestStore.Noon), TestStore.Token);

        Assert.Equal(0, _store.Execute(Unnoted));
        Assert.Equal(places + 1, _store.Execute("SELECT count(*) FROM step_places"));
        Assert.Equal([far, near], await FindAsync(store, new SequenceQuery { StepName = "Two" }));
        await AssertDoctorAsync(store, FindingLevel.Good);
    }

    [Fact]
    public async Task WhatAProgramOfVersion2WritesWhileABatchIsWrittenIsNotTakenForNoted()
    {
        await using var store = _store.Open();
        var (near, far) = await CreateApartAsync(store);
        await store.AppendAsync(new Batch().Step(near, "Two", TestStore.Noon), TestStore.Token);

        // Between the batch's look and its turn with the last position.
        _store.Execute(
            """
            CREATE FUNCTION sneak() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                 UPDATE store_numbers SET value = value + 1 WHERE name = 'position';
                 DROP TRIGGER sneaks ON step_statistics;
                 RETURN NULL;
               END $$
            """);
        _store.Execute("CREATE TRIGGER sneaks AFTER UPDATE ON step_statistics FOR EACH STATEMENT EXECUTE FUNCTION sneak()");
        await store.AppendAsync(new Batch(after: 1).Step(far, "Two", TestStore.Noon), TestStore.Token);

        Assert.Equal(2, _store.Execute(Unnoted));
        Assert.Equal([far, near], await FindAsync(store, new SequenceQuery { StepName = "Two" }));
        await store.AppendAsync(new Batch(after: 2).Step(near, "Two", TestStore.Noon), TestStore.Token);
        Assert.Equal(0, _store.Execute(Unnoted));
    }

    [Fact]
    public async Task ThePlacesOfSequencesThatAreGoneGoWithTheLastOfThem()
    {
        await using var store = _store.Open();
        var (near, far) = await CreateApartAsync(store, new UserId("ann"));
        await store.AppendAsync(
            new Batch().Step(near, "One", TestStore.Noon).Step(far, "One", TestStore.Noon).Step(far, "Two", TestStore.Noon), TestStore.Token);
        Assert.Equal(3, _store.Execute("SELECT count(*) FROM step_places"));

        await store.EraseUserAsync(new UserId("ann"), TestStore.Token);

        Assert.Equal(1, _store.Execute("SELECT count(*) FROM step_places"));
        Assert.Equal([near], await FindAsync(store, new SequenceQuery { StepName = "One" }));
        await AssertDoctorAsync(store, FindingLevel.Good);
    }

    [Fact]
    public async Task TheDoctorSeesMissingPlacesAndItsAdviceHelps()
    {
        await using var store = _store.Open();
        var (near, far) = await CreateApartAsync(store);
        await store.AppendAsync(new Batch().Step(near, "One", TestStore.Noon).Step(far, "Two", TestStore.Noon), TestStore.Token);
        _store.Execute("DELETE FROM step_places WHERE kind = (SELECT id FROM step_kinds WHERE step_name = 'Two')");

        var finding = await AssertDoctorAsync(store, FindingLevel.Problem);

        _store.Execute(finding.Advice![finding.Advice!.IndexOf("UPDATE", StringComparison.Ordinal)..finding.Advice!.IndexOf(" has all", StringComparison.Ordinal)]);
        Assert.Equal([far], await FindAsync(store, new SequenceQuery { StepName = "Two" }));
        await store.AppendAsync(new Batch(after: 2).Step(near, "One", TestStore.Noon), TestStore.Token);
        await AssertDoctorAsync(store, FindingLevel.Good);
        Assert.Equal([far], await FindAsync(store, new SequenceQuery { StepName = "Two" }));
    }

    /// <summary>Two sequences that have no place in common; the place of the second has sequences of one user only.</summary>
    private static async Task<(SequenceId Near, SequenceId Far)> CreateApartAsync(ISequenceStore store, UserId? user = null)
    {
        List<SequenceId> ids = [];
        for (var number = 1; number <= 70; number++)
        {
            var owner = number >= 64 ? user : null;
            ids.Add(await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon, UserId = owner }, TestStore.Token));
        }

        return (ids[0], ids[^1]);
    }

    private static async Task<IEnumerable<SequenceId>> FindAsync(ISequenceStore store, SequenceQuery query) =>
        (await store.Reader.FindAsync(query, TestStore.Token)).Select(h => h.SequenceId);

    private static async Task<StoreFinding> AssertDoctorAsync(ISequenceStore store, FindingLevel level)
    {
        var finding = (await store.Reader.ExamineAsync(TestStore.Token)).Findings.Single(f => f.Name == "step_places");
        Assert.Equal(level, finding.Level);
        return finding;
    }

    /// <summary>What that version's code changes with a step, as far as questions go by it.</summary>
    private void WriteAsVersion2(SequenceId id, string step) => _store.Execute(
        $"""
        UPDATE store_numbers SET value = value + 1 WHERE name = 'position';
        INSERT INTO steps (sequence, step_order, position, kind, status, timestamp)
        SELECT s.id, s.step_count + 1, n.value, k.id, 1, s.created_at
          FROM sequences s, store_numbers n, step_kinds k
         WHERE s.id = {id.ToInt64()} AND n.name = 'position' AND k.step_name = '{step}';
        UPDATE sequences SET step_count = step_count + 1, last_step_kind = (SELECT id FROM step_kinds WHERE step_name = '{step}')
         WHERE id = {id.ToInt64()}
        """);
}
