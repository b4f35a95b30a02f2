using SequenceLogging.Journeys;

namespace SequenceLogging.StoreContract;

// Remarks 1 to 3: who gets which id.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task NumbersOfAMonthRiseByOneFromOne()
    {
        await using var app = Start();

        for (var number = 1; number <= 20; number++)
        {
            Assert.Equal(new SequenceId(2025, 7, number), app.Begin());
        }
    }

    [Fact]
    public async Task NumbersGoOnWhenTheStoreIsOpenedAgain()
    {
        await using (var before = Start())
        {
            Assert.Equal("SEQ-2025-07-00001", before.Begin().ToString());
        }

        await using var after = Start();

        Assert.Equal("SEQ-2025-07-00002", after.Begin().ToString());
    }

    [Fact]
    public async Task EachMonthCountsFromOne()
    {
        await using var app = Start(at: new DateTimeOffset(2025, 7, 31, 23, 59, 59, 999, TimeSpan.Zero));

        Assert.Equal("SEQ-2025-07-00001", app.Begin().ToString());
        Assert.Equal("SEQ-2025-07-00002", app.Begin().ToString());
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("SEQ-2025-08-00001", app.Begin().ToString());
        app.Clock.Set(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("SEQ-2026-08-00001", app.Begin().ToString());
    }

    [Fact]
    public async Task TheMonthIsThatOfUtc()
    {
        await using var store = OpenStore();

        var moscow = await store.CreateAsync(At(new DateTimeOffset(2025, 8, 1, 2, 59, 59, TimeSpan.FromHours(3))), Token);
        var newYork = await store.CreateAsync(At(new DateTimeOffset(2025, 12, 31, 19, 0, 0, TimeSpan.FromHours(-5))), Token);

        Assert.Equal("SEQ-2025-07-00001", moscow.ToString());
        Assert.Equal("SEQ-2026-01-00001", newYork.ToString());
    }

    [Fact]
    public async Task AClockThatGoesBackGoesOnWithTheOldMonthsCounter()
    {
        await using var app = Start();
        app.Begin();
        app.Clock.Advance(TimeSpan.FromDays(31));
        app.Begin();

        app.Clock.Advance(TimeSpan.FromDays(-31));

        Assert.Equal("SEQ-2025-07-00002", app.Begin().ToString());
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("SEQ-2025-08-00002", app.Begin().ToString());
    }

    [Fact]
    public async Task ManyThreadsGetEachNumberOnce()
    {
        const int Threads = 24, Each = 15;
        await using var app = Start();

        var ids = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(
            () => Enumerable.Range(0, Each).Select(_ => app.Begin()).ToArray(), Token)));

        Assert.All(ids, own => Assert.Equal(own.Order(), own));
        Assert.Equal(
            Enumerable.Range(1, Threads * Each).Select(n => new SequenceId(2025, 7, n)),
            ids.SelectMany(own => own).Order());
    }

    [Fact]
    public async Task After99999Comes100000AndIsTheNewest()
    {
        await using var app = Start();
        app.Step(new SequenceId(2025, 7, 99_998), "Known from elsewhere");
        await app.FlushAsync();

        Assert.Equal("SEQ-2025-07-99999", app.Begin().ToString());
        Assert.Equal("SEQ-2025-07-100000", app.Begin().ToString());
        Assert.Equal("SEQ-2025-07-100001", app.Begin().ToString());

        var newest = await IdsOf(app.Store.Reader, new SequenceQuery { Limit = 3 });
        Assert.Equal([100_001, 100_000, 99_999], newest.Select(id => id.Number));
        var older = await IdsOf(app.Store.Reader, new SequenceQuery { Before = newest[2] });
        Assert.Equal([99_998], older.Select(id => id.Number));
    }
}
