using System.Diagnostics;
using Npgsql;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Writing;

public sealed class HeldRowTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task WhoeverWaitsForARowThatSomebodyHoldsGivesUpAsBusyAndTheOthersGoOn()
    {
        await using var store = _store.Open();
        var (held, free) = (await CreateAsync(store), await CreateAsync(store));
        await using var holder = new NpgsqlConnection(_store.ConnectionString);
        await holder.OpenAsync(TestStore.Token);
        await using (var command = new NpgsqlCommand($"BEGIN; SELECT 1 FROM sequences WHERE id = {held.ToInt64()} FOR UPDATE", holder))
        {
            await command.ExecuteNonQueryAsync(TestStore.Token);
        }

        var start = Stopwatch.GetTimestamp();
        var waiting = Assert.ThrowsAsync<SequenceStoreException>(
            async () => await store.AppendAsync(new Batch("held").Step(held, "One", TestStore.Noon), TestStore.Token));
        await store.AppendAsync(new Batch("free").Step(free, "One", TestStore.Noon), TestStore.Token);
        await CreateAsync(store);
        Assert.False(waiting.IsCompleted, "It did not wait.");

        Assert.Equal(StoreErrorKind.Busy, (await waiting).Kind);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        await holder.CloseAsync();
        Assert.Equal(1, (await store.AppendAsync(new Batch("held").Step(held, "One", TestStore.Noon), TestStore.Token)).Stored);
    }

    [Fact]
    public async Task AStatementThatTakesTooLongEndsAsBusy()
    {
        var impatient = new NpgsqlConnectionStringBuilder(_store.ConnectionString) { CommandTimeout = 1 }.ConnectionString;
        await using var store = TestStore.Open(impatient);
        await CreateAsync(store);
        await using var holder = new NpgsqlConnection(_store.ConnectionString);
        await holder.OpenAsync(TestStore.Token);
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE sequence_counter", holder);
        await command.ExecuteNonQueryAsync(TestStore.Token);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(async () => await CreateAsync(store));

        Assert.Equal(StoreErrorKind.Busy, failure.Kind);
    }

    private static async Task<SequenceId> CreateAsync(ISequenceStore store) =>
        await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token);
}
