
namespace SequenceLogging.StoreContract;

// Remarks 4 and 7: the order of records and of steps.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task StepsAreCountedFromOneInTheOrderOfTheirLogCallsWhateverTheClockSays()
    {
        await using var app = Start();
        var id = app.Begin();

        foreach (var name in new[] { "One", "Two", "Three", "Four" })
        {
            app.Step(id, name);
            app.Clock.Advance(TimeSpan.FromSeconds(-10));
        }

        var details = await app.DetailsOf(id);
        Assert.Equal(["One", "Two", "Three", "Four"], NamesOf(details));
        Assert.Equal([1, 2, 3, 4], details.Steps.Select(s => s.Order));
        Assert.Equal("Four", details.CurrentStep?.Value);
        Assert.Equal(4, details.StepCount);
        Assert.Equal(Noon, details.UpdatedAt);
    }

    [Fact]
    public async Task AStepThatIsRepeatedIsASecondStep()
    {
        await using var app = Start();
        var id = app.Begin();

        app.Step(id, "Again");
        app.Step(id, "Again");

        Assert.Equal([(1, "Again"), (2, "Again")], (await app.DetailsOf(id)).Steps.Select(s => (s.Order, s.StepName.Value)));
    }

    [Fact]
    public async Task SequencesThatAreMixedKeepEachItsOwnOrder()
    {
        const int Sequences = 7, Steps = 30;
        await using var app = Start();
        var ids = Enumerable.Range(0, Sequences).Select(_ => app.Begin()).ToArray();

        for (var step = 1; step <= Steps; step++)
        {
            foreach (var id in ids)
            {
                app.Step(id, $"{id.Number}/{step}");
            }
        }

        foreach (var id in ids)
        {
            Assert.Equal(
                Enumerable.Range(1, Steps).Select(step => (step, $"{id.Number}/{step}")),
                (await app.DetailsOf(id)).Steps.Select(s => (s.Order, s.StepName.Value)));
        }
    }

    [Fact]
    public async Task ManyThreadsInOneSequenceLeaveNoHoleInItsOrder()
    {
        const int Threads = 8, Each = 50;
        await using var app = Start();
        var id = app.Begin();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(
            () =>
            {
                for (var step = 0; step < Each; step++)
                {
                    app.Step(id, $"{thread}/{step:D2}");
                }
            },
            Token)));

        var steps = (await app.DetailsOf(id)).Steps;
        Assert.Equal(Enumerable.Range(1, Threads * Each), steps.Select(s => s.Order));
        Assert.All(
            steps.Select(s => s.StepName.Value).GroupBy(name => name[0]),
            own => Assert.Equal(own.Order(StringComparer.Ordinal), own));
        Assert.Equal(Threads * Each, steps.Select(s => s.StepName).Distinct().Count());
    }

    [Fact]
    public async Task TheOrderGoesOnWhenTheStoreIsOpenedAgain()
    {
        SequenceId id;
        await using (var before = Start())
        {
            id = before.Begin();
            before.Step(id, "One");
            before.Step(id, "Two");
        }

        await using var after = Start();
        after.Step(id, "Three");

        var steps = (await after.DetailsOf(id)).Steps;
        Assert.Equal([(1, "One"), (2, "Two"), (3, "Three")], steps.Select(s => (s.Order, s.StepName.Value)));
    }

    [Fact]
    public async Task AllStepsOfTheStoreCanBeReadInTheOrderInWhichItTookThem()
    {
        await using var app = Start();
        var (a, b) = (app.Begin(1), app.Begin());
        Assert.Equal(0, await app.Store.Reader.GetLastPositionAsync(Token));
        app.Step(a, "One");
        app.Step(b, "Two");
        app.Step(a, "Three");
        app.Step(b, "Four");
        await app.FlushAsync();

        var first = await app.Store.Reader.ReadStepsAsync(0, 3, Token);
        var rest = await app.Store.Reader.ReadStepsAsync(first[^1].Position, 3, Token);

        var all = first.Concat(rest).ToList();
        Assert.Equal(3, first.Count);
        Assert.Equal(
            [(a, "One", 1), (b, "Two", 1), (a, "Three", 2), (b, "Four", 2)],
            all.Select(s => (s.SequenceId, s.StepName.Value, s.Order)));
        Assert.Equal(all.Select(s => s.Position).Distinct().Order(), all.Select(s => s.Position));
        Assert.Equal([new UserId(1), null, new UserId(1), null], all.Select(s => s.UserId));
        Assert.Equal(all[^1].Position, await app.Store.Reader.GetLastPositionAsync(Token));
        Assert.Empty(await app.Store.Reader.ReadStepsAsync(all[^1].Position, 3, Token));
    }
}
