using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 3, under a clock that jumps.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task HoweverTheClockJumpsNoIdIsIssuedTwiceAndTheMonthIsThatOfIssue()
    {
        await using var store = OpenStore();

        await AssertIdsHoldAsync(store);
    }

    [Fact]
    public void ThatTestFindsDoubledIdsWrongMonthsAndGaps()
    {
        (SequenceId, DateTimeOffset) first = (new(2025, 7, 1), Noon), second = (new(2025, 7, 2), Noon), third = (new(2025, 7, 3), Noon);

        Assert.Empty(JumpingClock.Complaints([third, first, second]));
        Assert.NotEmpty(JumpingClock.Complaints([first, second, second]));
        Assert.NotEmpty(JumpingClock.Complaints([first, third]));
        Assert.NotEmpty(JumpingClock.Complaints([first, second with { Item2 = Noon.AddMonths(1) }]));
        Assert.NotEmpty(JumpingClock.Complaints([first with { Item2 = new(2025, 7, 1, 0, 30, 0, TimeSpan.FromHours(1)) }]));
    }

    [Fact]
    public async Task AScopeThatWasPendingOverTheEndOfAMonthHasTheMonthInWhichItBegan()
    {
        await using var store = OpenStore();

        // The record says when it began; the store takes it when it can, here after a beginning of the next month.
        await store.CreateAsync(At(Noon.AddMonths(1)), Token);
        await store.AppendAsync(new Batch().Begin("pending", Noon), Token);

        Assert.Equal("SEQ-2025-07-00001", (await store.Reader.FindByKeyAsync("pending", Token)).ToString());
    }

    /// <summary>Takes ids from stores that may be one and the same, while the clock jumps.</summary>
    protected static async Task AssertIdsHoldAsync(params ISequenceStore[] stores)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var issued = await new JumpingClock(seed).TakeIdsAsync(stores);

        var complaints = string.Join("; ", JumpingClock.Complaints(issued));
        Assert.True(complaints is "", $"seed {seed}: {complaints}");
        Assert.True(issued.Select(i => (i.Id.Year, i.Id.Month)).Distinct().Count() > 2, $"seed {seed}: the clock did not jump.");

        // What the store says of itself: no other sequence, each in the month in which it was created, and the counters.
        var headers = new List<SequenceHeader>();
        for (var query = new SequenceQuery { Limit = SequenceQuery.MaxLimit }; ;)
        {
            var page = await stores[0].Reader.FindAsync(query, Token);
            headers.AddRange(page);
            if (page.Count < query.Limit)
            {
                break;
            }

            query = query with { Before = page[^1].SequenceId };
        }

        Assert.Equal(issued.Select(i => i.Id).Order(), headers.Select(h => h.SequenceId).Order());
        Assert.Empty(JumpingClock.Complaints([.. headers.Select(h => (h.SequenceId, h.CreatedAt))]));
        Assert.Equal(
            issued.GroupBy(i => $"{i.Id.Year:0000}-{i.Id.Month:00}").Select(m => new MonthCounter(m.Key, m.Count())).ToHashSet(),
            (await stores[0].Reader.GetStatisticsAsync(Token)).Counters.ToHashSet());
    }
}
