using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.StoreContract;

// Finding by everything that a query names, alone and together, and the ways that what is found took.
public abstract partial class SequenceStoreContract
{
    private static readonly string[] StepsToFind =
        ["CreateAd_Step_1_Open", "CreateAd_Step_2_Price", "Create_Step_1_Open", "Payment_Flow_1_Pay", "Payment_Step_2_Receipt", "Payment", "Шаг_Step_3_Ж"];

    private static readonly object?[] Values = ["TON", "ton", "a \"quoted\" one", @"back\slash", "тест ☹", "", 12.5m, 12, true, null, "null", "12"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhatAQueryFindsIsWhatASlowSearchFinds(int seed)
    {
        var random = new Random(seed);
        await using var app = Start();
        var journeys = new List<SequenceDetails>();
        foreach (var id in await LogToFindAsync(app, random, sequences: 60))
        {
            journeys.Add(await DetailsOf(app.Store, id));
        }

        var (found, asked) = (0, 0);
        foreach (var query in QueriesAtRandom(random, journeys).Take(250))
        {
            if (asked++ == 125)
            {
                await SettleAsync(app.Store);
            }

            var expected = string.Join(", ", SlowSearch.Find(journeys, query));
            var (ids, paths) = (await IdsOf(app.Store.Reader, query), await app.Store.Reader.ReadPathsAsync(query, Token));
            Assert.Equal($"{query}: {expected}", $"{query}: {string.Join(", ", ids)}");
            Assert.Equal($"{query}: {expected}", $"{query}: {string.Join(", ", paths.Select(p => p.Header.SequenceId))}");
            found += expected.Length == 0 ? 0 : 1;
        }

        Assert.InRange(found, 100, 249); // neither is nothing asked, nor fits everything
    }

    [Fact]
    public async Task APathIsTheJourneyWithoutWhatItSays()
    {
        await using var app = Start();
        await Moving.Variety.FillAsync(app);
        var query = new SequenceQuery { Limit = 100 };

        var headers = await app.Store.Reader.FindAsync(query, Token);
        var paths = await app.Store.Reader.ReadPathsAsync(query, Token);

        Assert.Equal(headers, paths.Select(p => p.Header));
        foreach (var path in paths)
        {
            var details = await DetailsOf(app.Store, path.Header.SequenceId);
            Assert.Equal(
                details.Steps.Select(s => (s.Component, s.StepName.Value, s.Status, s.Timestamp)),
                path.Steps.Select(s => (s.Step.Component, s.Step.Name, s.Status, s.Timestamp)));
        }

        Assert.Contains(paths, p => p.Steps.Count > 3);
        Assert.Contains(paths, p => p.Steps.Count == 0);
    }

    [Fact]
    public async Task PathsArePagedLikeSequences()
    {
        await using var app = Start();
        var ids = new List<SequenceId>();
        for (var i = 0; i < 23; i++)
        {
            ids.Insert(0, app.Begin());
            app.Step(ids[0], i % 3 == 0 ? "Rare_Step_1" : "Common_Step_1");
        }

        await app.FlushAsync();

        Assert.Equal(ids, await PageThrough(new SequenceQuery { Limit = 5 }));
        Assert.Equal(ids.Where((_, i) => (22 - i) % 3 == 0), await PageThrough(new SequenceQuery { Limit = 2, StepName = "Rare_Step_1" }));
        Assert.Equal(ids.Where((_, i) => (22 - i) % 3 == 0), await PageThrough(new SequenceQuery { Limit = 3, Flow = "Rare" }));

        async Task<List<SequenceId>> PageThrough(SequenceQuery query)
        {
            var all = new List<SequenceId>();
            while (await app.Store.Reader.ReadPathsAsync(query, Token) is { Count: > 0 } page)
            {
                Assert.InRange(page.Count, 1, query.Limit);
                Assert.All(page, p => Assert.Single(p.Steps));
                all.AddRange(page.Select(p => p.Header.SequenceId));
                query = query with { Before = all[^1] };
            }

            return all;
        }
    }

    [Fact]
    public async Task ATimeIsFromItsFirstMomentToBeforeItsLast()
    {
        await using var store = OpenStore();
        var month = new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero);
        var beforeIt = await store.CreateAsync(At(month.AddTicks(-10)), Token);
        var first = await store.CreateAsync(At(month), Token);
        var last = await store.CreateAsync(At(month.AddMonths(1).AddTicks(-10)), Token);
        var behind = await store.CreateAsync(At(month.AddMonths(1)), Token);

        // The number says when an id was issued; a sequence from elsewhere may have begun in another month.
        var odd = new SequenceId(2025, 8, 7);
        await store.AppendAsync(new Batch().Begin(odd, month.AddDays(3), new NewSequence { CreatedAt = month.AddDays(3), UserId = 1 }), Token);

        Assert.Equal([odd, last, first], await Find(month, month.AddMonths(1)));
        Assert.Equal([odd, behind, last, first], await Find(month, null));
        Assert.Equal([beforeIt], await Find(null, month));
        Assert.Equal([first], await Find(month, month.AddTicks(10)));
        Assert.Equal([odd, behind, last, first], await Find(new DateTimeOffset(2025, 7, 1, 5, 0, 0, TimeSpan.FromHours(5)), null));
        Assert.Empty(await Find(month, month));
        Assert.Empty(await Find(month.AddMonths(1), month));
        Assert.Empty(await Find(month.AddYears(5), null));
        Assert.Empty(await Find(null, DateTimeOffset.MinValue));
        Assert.Equal([odd, behind, last, first, beforeIt], await Find(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));

        Task<SequenceId[]> Find(DateTimeOffset? from, DateTimeOffset? before) =>
            IdsOf(store.Reader, new SequenceQuery { CreatedFrom = from, CreatedBefore = before });
    }

    [Fact]
    public async Task NothingHostileIsTakenForAnythingElse()
    {
        await using var app = Start();
        var id = await app.Sequences.IssueAsync(
            1, metadata: new Dictionary<string, object?> { ["a%b"] = "x_y", ["\"\\\ud800"] = 1 }, cancellationToken: Token);
        app.Log(id, "{StepName} {Nul} {Half}", "CreateAd_Step_1", "a\0b", "\ud800");
        await app.FlushAsync();

        Assert.Equal([id], await Find(new() { Property = new("a%b", "x_y") }));
        Assert.Equal([id], await Find(new() { Property = new("\"\\\ufffd", "1") }));
        Assert.Equal([id], await Find(new() { Property = new("Nul", "a\0b") }));
        Assert.Equal([id], await Find(new() { Property = new("Half", "\ud800") }));
        Assert.Equal([id], await Find(new() { Property = new("Half", "\ufffd") }));
        foreach (var none in new SequenceQuery[]
        {
            new() { Property = new("a%b", "x%") }, new() { Property = new("a", "x_y") }, new() { Property = new("", "") },
            new() { Property = new("Nul", "a") }, new() { Property = new("' OR 1=1 --", "1") }, new() { Flow = "CreateA%" },
            new() { Flow = "" }, new() { Flow = "createad" }, new() { Flow = "CreateAd_Step_1" }, new() { Flow = "CreateAd\0" },
            new() { Flow = "\ud800" }, new() { Language = "" }, new() { Language = "e%" },
        })
        {
            Assert.True((await Find(none)).Length == 0, $"{none}");
        }

        Assert.Equal([id], await Find(new() { Flow = "CreateAd" }));

        Task<SequenceId[]> Find(SequenceQuery query) => IdsOf(app.Store.Reader, query);
    }

    [Fact]
    public async Task AStepThatComesAfterItsNeighboursWentIsFound()
    {
        await using var app = Start();
        var gone = app.Begin();
        app.Step(gone, "Only_Step_1");
        app.Sequences.Complete(gone);
        await app.FlushAsync();
        await app.Store.PruneAsync(new PruneQuery { IdleSince = Noon.AddDays(1) }, Token);
        Assert.Empty(await IdsOf(app.Store.Reader, new SequenceQuery { Flow = "Only" }));

        var next = app.Begin();
        app.Step(next, "Only_Step_1");
        await app.FlushAsync();

        Assert.Equal([next], await IdsOf(app.Store.Reader, new SequenceQuery { Flow = "Only" }));
        Assert.Equal([next], await IdsOf(app.Store.Reader, new SequenceQuery { StepName = "Only_Step_1" }));
    }

    private static async Task<List<SequenceId>> LogToFindAsync(Application app, Random random, int sequences)
    {
        var ids = new List<SequenceId>();
        for (var i = 0; i < sequences; i++)
        {
            app.Clock.Advance(TimeSpan.FromHours(random.Next(30)));
            ids.Add(await app.Sequences.IssueAsync(
                random.Next(3) == 0 ? default(UserId?) : new UserId($"{random.Next(4)}"),
                random.Next(2) == 0 ? null : $"Name {random.Next(4)}",
                random.Next(3) switch { 0 => "en", 1 => "ru", _ => null },
                random.Next(2) == 0 ? null : new Dictionary<string, object?> { ["Currency"] = One(random, Values) },
                Token));
            for (var step = random.Next(5); step > 0; step--)
            {
                LogOneToFind(app, ids[random.Next(ids.Count)], random);
            }
        }

        await app.FlushAsync();
        return ids;
    }

    private static void LogOneToFind(Application app, SequenceId id, Random random)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(random.Next(100)));
        switch (random.Next(10))
        {
            case 0:
                app.Link(id, $"ads:ad:{random.Next(5)}");
                break;
            case 1:
                app.Sequences.Complete(id);
                break;
            case 2:
                app.Log(id, LogEventLevel.Error, new TimeoutException($"error {random.Next(5)}"), "Something is wrong");
                break;
            default:
                app.Log(
                    id,
                    random.Next(6) == 0 ? LogEventLevel.Error : LogEventLevel.Information,
                    random.Next(10) == 0 ? new InvalidOperationException("no") : null,
                    random.Next(2) == 0 ? "{StepName} by {Component}: {Currency}" : "{StepName} by {Component}: {Price}",
                    One(random, StepsToFind),
                    $"c{random.Next(2)}",
                    One(random, Values));
                break;
        }
    }

    private static IEnumerable<SequenceQuery> QueriesAtRandom(Random random, List<SequenceDetails> journeys)
    {
        while (true)
        {
            var query = new SequenceQuery { Limit = random.Next(4) == 0 ? 3 : 100 };
            for (var members = 1 + random.Next(3); members > 0; members--)
            {
                query = random.Next(13) switch
                {
                    0 => query with { UserId = $"{random.Next(5)}" },
                    1 => query with { Component = ComponentQuery.Parse($"ads:{(random.Next(2) == 0 ? "ad:" : "")}{random.Next(6)}") },
                    2 => query with { StepName = One(random, StepsToFind) },
                    3 => query with { Flow = One(random, ["CreateAd", "Create", "Payment", "Шаг", "None"]) },
                    4 => query with { Language = One(random, ["en", "ru", "de"]) },
                    5 => query with { CreatedFrom = Some().CreatedAt },
                    6 => query with { CreatedBefore = Some().CreatedAt },
                    7 => query with { Status = (SequenceStatus)random.Next(4) },
                    8 => query with { IsOpen = random.Next(2) == 0 },
                    9 => query with { IdleSince = Some().UpdatedAt },
                    10 => query with { Before = Some().SequenceId },
                    11 => query with { Text = One(random, ["error 3", "TON", "NAME 2", "nothing of the sort", "rror", "tImEoUtExCePtIoN", "Something is wrong!", "☹", "", "by c1: "]) },
                    _ => query with
                    {
                        Property = new PropertyQuery(
                            One(random, ["Currency", "Price", "Other"]),
                            One(random, ["TON", "a \"quoted\" one", @"back\slash", "тест ☹", "", "12.5", "12", "true", "null"])),
                    },
                };
            }

            yield return query;
        }

        SequenceDetails Some() => journeys[random.Next(journeys.Count)];
    }

    private static T One<T>(Random random, params T[] of) => of[random.Next(of.Length)];
}
