using LiteDB;
using SequenceLogging.LiteDb.Tests.Processes;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Opening;

/// <summary>A store of version 1, which did not count steps by day.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.litedb");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItIsReadAsItIsAndBroughtUpToDateByWhoeverWrites()
    {
        SequenceId id;
        IReadOnlyList<DailyStepCount> days;
        await using (var store = StoreProgram.Open(Store))
        {
            id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
            await store.AppendAsync(
                new Batch().Step(id, "One", Noon).Step(id, "One", Noon).Step(id, "Two", Noon).Step(id, "One", Noon.AddDays(1)), Token);
            days = await Days(store.Reader);
        }

        using (var database = new LiteDatabase(Store))
        {
            database.DropCollection("daily_statistics");
            database.GetCollection("store").Update(new BsonDocument { ["_id"] = 1L, ["name"] = "SequenceLogging", ["version"] = 1L });
        }

        Assert.Equal([2L, 1, 1], days.Select(d => d.Count));
        var options = new SequenceLogOptions().UseLiteDb(Store);
        await using (var reader = options.Provider!.OpenReader(options))
        {
            Assert.Equal(days.Select(Told), (await Days(reader)).Select(Told));
        }

        await using (var store = StoreProgram.Open(Store))
        {
            Assert.Equal(days.Select(Told), (await Days(store.Reader)).Select(Told));
            await store.AppendAsync(new Batch("more").Step(id, "Two", Noon), Token);
            Assert.Equal([2L, 2, 1], (await Days(store.Reader)).Select(d => d.Count));
        }

        using var upgraded = new LiteDatabase(Store);
        Assert.Equal(2L, upgraded.GetCollection("store").FindById(1L)["version"].AsInt64);
    }

    private static ValueTask<IReadOnlyList<DailyStepCount>> Days(ISequenceReader reader) =>
        reader.GetDailyStatisticsAsync(DateOnly.MinValue, DateOnly.MaxValue, Token);

    private static (DateOnly, NamedStep, StepStatus, long, long) Told(DailyStepCount day) =>
        (day.Day, day.Step, day.Status, day.Count, day.Durations.Count);
}
