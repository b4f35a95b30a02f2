using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Errors over all sequences, and steps day by day.
public abstract partial class SequenceStoreContract
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.Date);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ErrorsOfAllSequencesAreThoseOfEach(int seed)
    {
        await using var app = Start();
        var ids = await LogToFindAsync(app, new Random(seed), sequences: 60);
        var expected = new List<StoredError>();
        foreach (var id in ids)
        {
            expected.AddRange((await DetailsOf(app.Store, id)).Errors.Select(e => Of(id, e)));
        }

        expected = [.. expected.OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.SequenceId).ThenByDescending(e => e.Order)];
        Assert.InRange(expected.Count, 20, 1_000);
        var middle = expected[expected.Count / 2].Timestamp;

        Assert.Equal(expected, await Read(new ErrorQuery()));
        Assert.Equal(expected.Take(7), await Read(new ErrorQuery { Limit = 7 }));
        Assert.Equal(expected.Where(e => e.Timestamp >= middle), await Read(new ErrorQuery { From = middle }));
        Assert.Equal(expected.Where(e => e.Timestamp < middle), await Read(new ErrorQuery { Before = middle }));
        Assert.Empty(await Read(new ErrorQuery { From = middle, Before = middle }));

        ValueTask<IReadOnlyList<StoredError>> Read(ErrorQuery query) => app.Store.Reader.ReadErrorsAsync(query, Token);
    }

    [Fact]
    public async Task ErrorsOfOneMomentComeFromTheNewestSequenceAndItsEnd()
    {
        await using var app = Start();
        var (a, b) = (app.Begin(), app.Begin());
        app.FailStep(b, "One");
        app.FailStep(a, "One");
        app.FailStep(a, "Two");
        app.Log(a, Serilog.Events.LogEventLevel.Error, null, "Behind two");
        app.Log(a, Serilog.Events.LogEventLevel.Error, null, "Behind that");
        app.Log(a, Serilog.Events.LogEventLevel.Warning, new TimeoutException(), "{StepName}", "Three");
        await app.FlushAsync();

        var errors = await app.Store.Reader.ReadErrorsAsync(new ErrorQuery(), Token);

        Assert.Equal(
            [(b, 1, "One"), (a, 3, "Three"), (a, 2, "Behind that"), (a, 2, "Behind two"), (a, 2, "Two"), (a, 1, "One")],
            errors.Select(e => (e.SequenceId, e.Order, e.StepName?.Value ?? e.Message!)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DaysAddUpToMonthsAndStayWhenSequencesGo(int seed)
    {
        await using var app = Start();
        await LogToFindAsync(app, new Random(seed), sequences: 60);
        var steps = await app.Store.Reader.ReadStepsAsync(0, 1_000, Token);
        var expected = steps
            .GroupBy(s => (Day: DateOnly.FromDateTime(s.Timestamp.UtcDateTime), s.Component, Name: s.StepName.Value, s.Status))
            .Select(g => (g.Key, g.Count()))
            .Order();

        var days = await Days(DateOnly.MinValue, DateOnly.MaxValue);
        var months = (await app.Store.Reader.GetStepStatisticsAsync(0, 999_912, Token)).Steps;

        Assert.Equal(expected, days.Select(d => ((d.Day, d.Step.Component, d.Step.Name, d.Status), (int)d.Count)).Order());
        Assert.Equal(days.Select(d => d.Day).Order(), days.Select(d => d.Day));
        Assert.Equal(
            months.Select(m => (m.Month, m.Step.Component, m.Step.Name, m.Status, m.Count, m.Durations.Count)).Order(),
            days.GroupBy(d => ((d.Day.Year * 100) + d.Day.Month, d.Step.Component, d.Step.Name, d.Status))
                .Select(g => (g.Key.Item1, g.Key.Component, g.Key.Name, g.Key.Status, g.Sum(d => d.Count), g.Sum(d => d.Durations.Count)))
                .Order());

        await app.Store.PruneAsync(new PruneQuery { IdleSince = DateTimeOffset.MaxValue }, Token);
        var left = await app.Store.Reader.ReadStepsAsync(0, 1_000, Token);
        Assert.InRange(left.Count, 1, steps.Count - 1);
        Assert.Equal(days.Select(Told), (await Days(DateOnly.MinValue, DateOnly.MaxValue)).Select(Told));

        ValueTask<IReadOnlyList<DailyStepCount>> Days(DateOnly first, DateOnly last) =>
            app.Store.Reader.GetDailyStatisticsAsync(first, last, Token);
    }

    [Fact]
    public async Task ADayIsFromMidnightToMidnightOfUtc()
    {
        await using var app = Start(at: new DateTimeOffset(2025, 7, 31, 23, 59, 59, TimeSpan.Zero));
        var id = app.Begin();
        app.Log(id, "{StepName} by {Component}, {DurationMs}", "A", "bot", 5);
        app.Log(id, "{StepName} by {Component}, {DurationMs}", "A", "bot", 7);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        app.Log(id, "{StepName} by {Component}", "A", "bot");
        app.FailStep(id, "A");
        await app.FlushAsync();
        DateOnly july = new(2025, 7, 31), august = new(2025, 8, 1);

        var all = await app.Store.Reader.GetDailyStatisticsAsync(july.AddDays(-3), august, Token);

        NamedStep bot = new("bot", "A"), own = new(null, "A");
        Assert.Equal(
            [(july, bot, StepStatus.Completed, 2L, 2L, 12.0), (august, bot, StepStatus.Completed, 1, 0, 0), (august, own, StepStatus.Failed, 1, 0, 0)],
            all.Select(d => (d.Day, d.Step, d.Status, d.Count, d.Durations.Count, d.Durations.SumMs)).OrderBy(d => (d.Day, d.Status)));
        Assert.Equal([july], (await app.Store.Reader.GetDailyStatisticsAsync(july, july, Token)).Select(d => d.Day));
        Assert.Empty(await app.Store.Reader.GetDailyStatisticsAsync(august, july, Token));
        Assert.Empty(await app.Store.Reader.GetDailyStatisticsAsync(august.AddDays(1), DateOnly.MaxValue, Token));
    }

    [Fact]
    public async Task DaysGoOnWhereTheLastLifeOfTheStoreEnded()
    {
        foreach (var hour in new[] { 0, 1 })
        {
            await using var app = Start(at: Noon.AddHours(hour));
            app.Log(app.Begin(), "{StepName}, {DurationMs}", "A", 5);
        }

        await using var store = OpenStore();
        Assert.SkipWhen(await store.Reader.GetLastPositionAsync(Token) == 0, "The store ends with its application.");
        var day = Assert.Single(await store.Reader.GetDailyStatisticsAsync(Today, Today, Token));
        Assert.Equal((2L, 2L, 10.0), (day.Count, day.Durations.Count, day.Durations.SumMs));
    }

    private static (DateOnly, NamedStep, StepStatus, long, long, double?) Told(DailyStepCount day) =>
        (day.Day, day.Step, day.Status, day.Count, day.Durations.Count, day.Durations.Quantile(0.5));

    private static StoredError Of(SequenceId id, SequenceError error) => new()
    {
        SequenceId = id,
        Timestamp = error.Timestamp,
        Order = error.Order,
        StepName = error.StepName,
        Component = error.Component,
        Message = error.Message,
        Error = error.Error,
        Metadata = error.Metadata,
    };
}
