using SequenceLogging.Journeys;
using Serilog.Events;
using Xunit.Sdk;

namespace SequenceLogging.StoreContract;

// Remark 8: what is counted as records arrive is what a slow count of everything would find.
public abstract partial class SequenceStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task StatisticsAreWhatARecomputationFinds(int seed)
    {
        var random = new Random(seed);
        var expected = new Recomputation();
        var ids = new List<SequenceId>();
        await using (var app = Start())
        {
            await LogAtRandomAsync(app, expected, ids, random, events: 900);
            expected.AssertAgrees(await app.StatisticsAsync());
        }

        // Another life of the store goes on counting from what the first has left.
        await using var again = Start(at: Noon.AddDays(40));
        await LogAtRandomAsync(again, expected, ids, random, events: 600);

        expected.AssertAgrees(await again.StatisticsAsync());
        foreach (var id in ids)
        {
            expected.AssertAgrees(await DetailsOf(again.Store, id));
        }
    }

    [Fact]
    public async Task TheRecomputationNoticesWhatIsCountedWrong()
    {
        var expected = new Recomputation();
        await using var app = Start();
        await LogAtRandomAsync(app, expected, [], new Random(4), events: 200);
        var right = await app.StatisticsAsync();
        expected.AssertAgrees(right);

        AssertNoticed(right with { Steps = right.Steps with { Total = right.Steps.Total - 1 } });
        AssertNoticed(right with { Sequences = right.Sequences with { Failed = right.Sequences.Failed + 1 } });
        AssertNoticed(right with { Links = new LinkTotals(right.Links.Total + 1) });
        var first = right.Components[0];
        AssertNoticed(right with { Components = [first with { P95Ms = first.P95Ms * 1.03 }, .. right.Components.Skip(1)] });
        AssertNoticed(right with { Delivery = right.Delivery with { Stored = right.Delivery.Stored - 1 } });

        void AssertNoticed(SystemStatistics wrong) => Assert.ThrowsAny<XunitException>(() => expected.AssertAgrees(wrong));
    }

    private static async Task LogAtRandomAsync(
        Application app, Recomputation expected, List<SequenceId> ids, Random random, int events)
    {
        for (var i = 0; i < events; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(random.Next(-10, 120)));
            if (ids.Count < 3 || random.Next(20) == 0)
            {
                ids.Add(app.Begin());
                expected.Begin(ids[^1], app.Clock.GetUtcNow());
            }

            LogOneAtRandom(app, expected, ids[random.Next(ids.Count)], random);
            if (random.Next(50) == 0)
            {
                await app.FlushAsync();
            }
        }
    }

    private static void LogOneAtRandom(Application app, Recomputation expected, SequenceId id, Random random)
    {
        var now = app.Clock.GetUtcNow();
        switch (random.Next(20))
        {
            case 0 or 1 or 2:
                var link = $"ads:ad:{random.Next(3)}";
                app.Link(id, link);
                expected.Link(id, link, now);
                break;
            case 3:
                var status = Pick(random, Enum.GetValues<SequenceStatus>());
                app.Log(id, "{SequenceStatus}", status);
                expected.Status(id, status, now);
                break;
            case 4:
                app.Log(id, LogEventLevel.Error, new TimeoutException(), "Lost");
                expected.Error(id, now);
                break;
            default:
                var step = new Recomputation.Step(
                    $"Step {random.Next(12)}",
                    Pick(random, "ads", "payments", "bot", null),
                    Pick(random, [StepStatus.Completed, .. Enum.GetValues<StepStatus>()]),
                    random.Next(3) == 0 ? null : Math.Round(Math.Pow(10, random.NextDouble() * 6), 3),
                    now);
                Log(app, id, step);
                expected.AddStep(id, step);
                break;
        }
    }

    private static void Log(Application app, SequenceId id, Recomputation.Step step)
    {
        var (template, values) = ("{StepName} {StepStatus}", new List<object?> { step.Name, step.Status });
        if (step.Component is not null)
        {
            template += " {Component}";
            values.Add(step.Component);
        }

        if (step.DurationMs is not null)
        {
            template += " {DurationMs}";
            values.Add(step.DurationMs);
        }

        app.Log(id, template, [.. values]);
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
