using SequenceLogging.Journeys;
using Serilog.Events;

namespace SequenceLogging.StoreContract;

// What a reader is asked for.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AnEmptyStoreAnswersEveryQuestion()
    {
        await using var store = OpenStore();

        Assert.Null(await store.Reader.GetDetailsAsync(new SequenceId(2025, 7, 1), Token));
        Assert.Null(await store.Reader.GetDetailsAsync(default, Token));
        Assert.Empty(await store.Reader.FindAsync(new SequenceQuery(), Token));
        Assert.Empty(await store.Reader.ReadStepsAsync(0, 10, Token));
        Assert.Equal(0, await store.Reader.GetLastPositionAsync(Token));
        var statistics = await store.Reader.GetStatisticsAsync(Token);
        Assert.Equal(new SequenceTotals(0, 0, 0, 0, 0, 0, null), statistics.Sequences);
        Assert.Equal(new StepTotals(0, 0, 0), statistics.Steps);
        Assert.Equal(0, statistics.Links.Total);
        Assert.Empty(statistics.Counters);
        Assert.Empty(statistics.Components);
        Assert.Empty(statistics.Recent);
    }

    [Fact]
    public async Task AStepKeepsAllThatWasLogged()
    {
        await using var app = Start();
        var id = app.Begin();

        app.Log(
            id, "{StepName}: {Price} {Currency} in {Elapsed} ms by {Component}",
            "CreateAd_Step_6_CalculatePrice", 12.5m, "TON", 7.25, "pricing");

        var step = Assert.Single((await app.DetailsOf(id)).Steps);
        Assert.Equal(
            new SequenceStep
            {
                Order = 1,
                StepName = StepName.Parse("CreateAd_Step_6_CalculatePrice"),
                Component = "pricing",
                Status = StepStatus.Completed,
                Timestamp = Noon,
                DurationMs = 7.25,
                Message = "CreateAd_Step_6_CalculatePrice: 12.5 TON in 7.25 ms by pricing",
                Metadata = """{"Price":12.5,"Currency":"TON"}""",
            },
            step);
        Assert.Equal("CreateAd", step.Flow);
    }

    [Fact]
    public async Task SequencesAreFoundByEverythingThatAQueryNames()
    {
        await using var app = Start();
        var (a, b, c, d) = (app.Begin(1), app.Begin("1"), app.Begin("ann"), app.Begin());
        app.Step(a, "Pay");
        app.FailStep(b, "Pay");
        app.Step(c, "PayLater");
        app.Link(c, "ads:ad:87");
        app.Link(d, "ads:ad:87");
        app.Sequences.Complete(d);
        await app.FlushAsync();

        Assert.Equal([d, c, b, a], await Find(new SequenceQuery()));
        Assert.Equal([b, a], await Find(new SequenceQuery { UserId = 1 }));
        Assert.Equal([c], await Find(new SequenceQuery { UserId = "ann" }));
        Assert.Empty(await Find(new SequenceQuery { UserId = "Ann" }));
        Assert.Equal([b, a], await Find(new SequenceQuery { StepName = "Pay" }));
        Assert.Empty(await Find(new SequenceQuery { StepName = "pay" }));
        Assert.Equal([c, a], await Find(new SequenceQuery { Status = SequenceStatus.Active }));
        Assert.Equal([b], await Find(new SequenceQuery { Status = SequenceStatus.Failed }));
        Assert.Equal([d], await Find(new SequenceQuery { Status = SequenceStatus.Completed }));
        Assert.Empty(await Find(new SequenceQuery { Status = SequenceStatus.Abandoned }));
        Assert.Equal([a], await Find(new SequenceQuery { StepName = "Pay", Status = SequenceStatus.Active, UserId = 1 }));
        Assert.Equal(
            [d],
            await Find(new SequenceQuery { Component = ComponentQuery.Parse("ads:87"), Status = SequenceStatus.Completed }));

        Task<SequenceId[]> Find(SequenceQuery query) => IdsOf(app.Store.Reader, query);
    }

    [Fact]
    public async Task SequencesWithoutAnyEventSinceATimeAreFound()
    {
        await using var app = Start();
        var (untouched, touched) = (app.Begin(), app.Begin());
        app.Clock.Advance(TimeSpan.FromHours(1));
        app.Step(touched, "Alive");
        await app.FlushAsync();

        Assert.Empty(await Find(Noon));
        Assert.Equal([untouched], await Find(Noon.AddTicks(10)));
        Assert.Equal([untouched], await Find(Noon.AddHours(1)));
        Assert.Equal([touched, untouched], await Find(Noon.AddHours(2)));
        var stuck = await app.Sequences.GetStuckSequencesAsync(TimeSpan.FromMinutes(30), 20, Token);
        Assert.Equal([untouched], stuck.Select(h => h.SequenceId));

        Task<SequenceId[]> Find(DateTimeOffset since) =>
            IdsOf(app.Store.Reader, new SequenceQuery { IdleSince = since });
    }

    [Fact]
    public async Task TextIsFoundWhereverItStandsInAnyCaseAndAsItIs()
    {
        await using var app = Start();
        var byName = await app.Sequences.IssueAsync(1, "Needle in a name", cancellationToken: Token);
        var byBeginning = await app.Sequences.IssueAsync(
            1, metadata: new Dictionary<string, object?> { ["place"] = "needle" }, cancellationToken: Token);
        var (byMessage, byMetadata, byStepError, byError, byPercent, byUnderscore, none) =
            (app.Begin(), app.Begin(), app.Begin(), app.Begin(), app.Begin(), app.Begin(), app.Begin());
        app.Log(byMessage, "{StepName} of the needle", "a");
        app.Log(byMetadata, "{StepName}", "a {Hidden}");
        app.Log(byMetadata, "{StepName} {Thing}", "a", new { Place = "NEEDLE" });
        app.Log(byStepError, LogEventLevel.Error, new TimeoutException("needle"), "{StepName}", "a");
        app.Log(byError, LogEventLevel.Error, new TimeoutException("needle"), "Lost");
        app.Log(byPercent, "{StepName} is 100% sure", "a");
        app.Log(byUnderscore, "{StepName} is snake_case", "a");
        app.Log(none, @"{StepName} is 100 or snakeXcase or back\slash", "a");
        await app.FlushAsync();

        Assert.Equal([byError, byStepError, byMetadata, byMessage, byBeginning, byName], await Find("nEEdle"));
        Assert.Equal([byPercent], await Find("100%"));
        Assert.Equal([byUnderscore], await Find("snake_case"));
        Assert.Equal([none], await Find(@"back\slash"));
        Assert.Empty(await Find("' OR 1=1 --"));

        Task<SequenceId[]> Find(string text) => IdsOf(app.Store.Reader, new SequenceQuery { Text = text });
    }
}
