using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.AspNetCore.Api;
using SequenceLogging.AspNetCore.Tests.Live;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Api;

public sealed class OverviewTests
{
    [Fact]
    public async Task TheFirstPageTellsWhereAllJourneysStand()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var overview = await app.AskAsync("overview");

        Assert.Equal(2, overview.GetProperty("sequences").GetProperty("total").GetInt32());
        Assert.Equal(0.2, overview.GetProperty("perMinute").GetDouble());
        Assert.Equal(24, overview.GetProperty("hours").GetArrayLength());
        Assert.Equal(2, overview.GetProperty("hours")[23].GetProperty("begun").GetInt32());
        var failing = overview.GetProperty("components").EnumerateArray().Single(c => c.GetProperty("component").GetString() == "CreateAd");
        Assert.Equal((1, 2), (failing.GetProperty("todayFailed").GetInt32(), failing.GetProperty("todayTotal").GetInt32()));
        Assert.Equal(0, overview.GetProperty("delivery").GetProperty("dropped").GetInt32());
        Assert.Equal([shop.Refused.ToString(), shop.Paid.ToString()], overview.GetProperty("recent").Ids());
        Assert.Equal(5, overview.GetProperty("lastPosition").GetInt64());
        Assert.Equal(JsonValueKind.Object, overview.GetProperty("deliveryHealth").ValueKind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task JourneysByTheHourAreThoseThatBeganInItOverTheEndsOfMonthsToo(int seed)
    {
        var random = new Random(seed);
        var end = new DateTimeOffset(2025, 8, 1, 7, 25, 0, TimeSpan.Zero);
        await using var sequences = TestSequences.Start(end.AddHours(-40));
        var began = new List<DateTimeOffset>();
        while (sequences.Clock!.GetUtcNow() < end)
        {
            // Quiet hours, and bursts.
            var count = random.Next(4) == 0 ? random.Next(40) : random.Next(3);
            for (var i = 0; i < count && sequences.Clock.GetUtcNow() < end; i++)
            {
                began.Add(sequences.Clock.GetUtcNow());
                sequences.Log.Begin(i).Dispose();
                sequences.Clock.Advance(TimeSpan.FromSeconds(random.Next(20)));
            }

            sequences.Clock.Advance(TimeSpan.FromMinutes(random.Next(200)));
        }

        await sequences.Log.FlushAsync(TimeSpan.FromSeconds(10));
        var store = new CountingFinds(sequences.Log.Store.Reader);
        var beginnings = new Beginnings(() => store);

        // The second time from what was seen the first time.
        for (var time = 0; time < 2; time++)
        {
            var hours = await beginnings.InHoursAsync(24, end, default);
            Assert.Equal(
                Enumerable.Range(0, 24).Select(i => end.AddMinutes(-25).AddHours(i - 23)).Select(h => (h, (long)began.Count(b => b >= h && b < h.AddHours(1)))),
                hours.Select(h => (h.From, h.Begun)));
        }

        foreach (var since in new[] { end.AddMinutes(-10), end.AddHours(-5), end.AddHours(-30) })
        {
            Assert.Equal(began.Count(b => b >= since), await beginnings.SinceAsync(since, end, default));
        }

        store.Finds = 0;
        await beginnings.InHoursAsync(24, end, default);
        Assert.InRange(store.Finds, 1, 20);
    }

    [Fact]
    public async Task WhatIsStuckIsLookedForBesideThePageAndNotForEach()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(
            shop.AddTo, o => (o.AnswersServeFor, o.Stuck.LeastSample, o.Stuck.LeastShareGoingOn) = (TimeSpan.Zero, 1, 0));

        // Time stands still here, so that the first look is waited for.
        var stuck = (await app.AskAsync("overview")).GetProperty("stuck");
        Assert.Equal(0, stuck.GetProperty("count").GetInt32());

        await shop.RunAsync(9, "fay", "en", logger =>
        {
            logger.Information("{StepName}", "User_Flow_1_Start");
            return Task.CompletedTask;
        });
        await shop.FlushAsync();
        shop.Pass(3_600 * 5);
        await app.AskAsync("overview"); // begins another look
        stuck = (await app.AskAsync("overview")).GetProperty("stuck");

        Assert.Equal("User_Flow_1_Start", stuck.GetProperty("items")[0].GetProperty("currentStep").GetString());
    }

    [Fact]
    public async Task ALookForTheStuckThatFailsIsToldAndTriedAgainAfterARest()
    {
        await using var shop = await Shop.OpenAsync();
        var reader = new NoStepStatistics(shop.Sequences.Log.Store.Reader);
        using var log = new CollectedLog();
        await using var app = await DashboardApp.StartAsync(
            services => services.AddSingleton<ISequenceReader>(reader).AddSingleton<TimeProvider>(shop.Sequences.Clock!).AddLogging(b => b.AddProvider(log)),
            o => o.AnswersServeFor = TimeSpan.Zero);

        for (var time = 0; time < 3; time++)
        {
            var overview = await app.AskAsync("overview"); // the rest of it is there
            Assert.False(overview.TryGetProperty("stuck", out var stuck) && stuck.ValueKind != JsonValueKind.Null);
        }

        Assert.Equal(1, reader.Asked);
        Assert.Single(log.Lines, line => line.StartsWith("Stuck journeys could not be looked for", StringComparison.Ordinal));

        reader.IsAway = false;
        shop.Pass(3_600);
        await app.AskAsync("overview"); // begins another look
        Assert.Equal(0, (await app.AskAsync("overview")).GetProperty("stuck").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task TheStorePageTellsWhatIsKeptHowLongAsTheLogItselfHasIt()
    {
        await using var log = SequenceLog.Open(new SequenceLogOptions { RetainFor = TimeSpan.FromDays(90), RetainActive = false }.UseInMemory());
        await using var app = await DashboardApp.StartAsync(services => services.AddSingleton(log)); // no options in the container
        await using var reading = await DashboardApp.StartAsync(services => services.AddSingleton(log.Store.Reader));

        var kept = (await app.AskAsync("store")).GetProperty("retention");

        Assert.Equal((90.0, JsonValueKind.Null, false), (kept.GetProperty("days").GetDouble(), KindOf(kept, "bytes"), kept.GetProperty("active").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, KindOf(await reading.AskAsync("store"), "retention"));

        static JsonValueKind KindOf(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) ? value.ValueKind : JsonValueKind.Null;
    }

    private sealed class NoStepStatistics(ISequenceReader inner) : ReaderDecorator(inner)
    {
        public bool IsAway { get; set; } = true;

        public int Asked { get; private set; }

        public override ValueTask<StepStatistics> GetStepStatisticsAsync(
            int firstMonth, int lastMonth, CancellationToken cancellationToken = default)
        {
            Asked++;
            return IsAway
                ? throw new SequenceStoreException("The store cannot be reached.")
                : base.GetStepStatisticsAsync(firstMonth, lastMonth, cancellationToken);
        }
    }

    private sealed class CountingFinds(ISequenceReader inner) : ReaderDecorator(inner)
    {
        public int Finds { get; set; }

        public override ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(SequenceQuery query, CancellationToken cancellationToken = default)
        {
            Finds++;
            return base.FindAsync(query, cancellationToken);
        }
    }
}
