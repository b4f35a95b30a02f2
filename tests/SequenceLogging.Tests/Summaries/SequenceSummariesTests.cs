using Microsoft.Extensions.Time.Testing;
using SequenceLogging.Testing;
using SequenceLogging.Tests.Insight;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Tests.Summaries;

public sealed class SequenceSummariesTests : IAsyncDisposable
{
    private readonly string _store = Guid.NewGuid().ToString("N");
    private readonly CollectingSink _collected = new();
    private readonly List<IAsyncDisposable> _open = [];

    private IEnumerable<LogEvent> Summaries => _collected.Events.Where(e => e.Properties.ContainsKey("EventKind"));

    private IEnumerable<string> Ids => Summaries.Select(e => (string)((ScalarValue)e.Properties["SummaryId"]).Value!);

    [Fact]
    public async Task EachJourneyThatEndsIsSummedUpOnceAndInOrder()
    {
        var (sequences, logger) = Open();
        var expected = new List<string>();
        await using (sequences.WriteSummariesTo(logger))
        {
            for (var i = 0; i < 20; i++)
            {
                using var scope = sequences.Begin(i);
                expected.Add($"{scope.Reference}/1");
                logger.Information("{StepName}", "A_Step_1");
                scope.Complete();
                scope.Complete();
            }

            using var open = sequences.Begin(99);
            logger.Information("{StepName}", "A_Step_1");
        }

        Assert.Equal(expected, Ids);
    }

    [Fact]
    public async Task ASummaryLeavesNothingInTheStoreThatItIsAbout()
    {
        var (sequences, logger) = Open();
        SequenceReference failed;
        await using (sequences.WriteSummariesTo(logger))
        {
            using var scope = sequences.Begin(1);
            failed = scope.Reference;
            logger.Information("{StepName}", "A_Step_1");
            scope.Fail("no money");
        }

        Assert.Single(Summaries);
        var statistics = await sequences.GetSystemStatisticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 2, 0), (statistics.Delivery.Emitted, statistics.Delivery.Stored, statistics.Delivery.Rejected));
        Assert.Empty((await sequences.GetSequenceDetailsAsync(failed, TestContext.Current.CancellationToken))!.Errors);
    }

    [Fact]
    public async Task OneThatIsOpenedAgainAndEndsAnewIsSummedUpAgain()
    {
        var (sequences, logger) = Open();
        SequenceReference again;
        await using (sequences.WriteSummariesTo(logger))
        {
            using var scope = sequences.Begin(1);
            again = scope.Reference;
            scope.Complete();
            await Wait.UntilAsync(() => Summaries.Any());
            logger.Information("{SequenceStatus}", "active");
            scope.Abandon();
        }

        Assert.Equal([$"{again}/1", $"{again}/2"], Ids);
    }

    [Fact]
    public async Task AnEndThatAnEventNamesCountsAndOneByIdFromElsewhere()
    {
        var (sequences, logger) = Open();
        var elsewhere = await sequences.IssueAsync(7, cancellationToken: TestContext.Current.CancellationToken);
        SequenceReference here;
        await using (sequences.WriteSummariesTo(logger))
        {
            using (var scope = sequences.Begin(1))
            {
                here = scope.Reference;
                logger.Information("{SequenceStatus}", "completed");
            }

            sequences.Complete(elsewhere);
        }

        Assert.Equal([$"{here}/1", $"{elsewhere}/1"], Ids);
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswerIsAskedUntilItDoes()
    {
        var store = new InMemoryStoreProvider().Open(new SequenceLogOptions());
        var refuses = true;
        await using var sequences = SequenceLog.Open(o => o.Use(new ForgetfulStore(store, () => refuses)));
        await using var logger = new LoggerConfiguration().WriteTo.Sink(_collected).CreateLogger();
        await using var summaries = sequences.WriteSummariesTo(logger);
        using var scope = sequences.Begin(1);
        scope.Complete();
        await sequences.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(Summaries);

        refuses = false;
        await Wait.UntilAsync(() => Summaries.Any());
        Assert.Equal([$"{scope.Reference}/1"], Ids);
    }

    [Fact]
    public async Task WhatAProcessWasKilledBeforeIsMadeUpForByTheNextOnce()
    {
        var (killed, logger) = Open();
        SequenceReference ended;
        using (var scope = killed.Begin(1))
        {
            ended = scope.Reference;
            logger.Information("{StepName}", "A_Step_1");
            scope.Complete();
        }

        await killed.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
        {
            await using (killed.WriteSummariesTo(logger, o => o.FirstCatchUp = TimeSpan.FromMilliseconds(1)))
            {
                await Wait.UntilAsync(() => Summaries.Any());
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal([$"{ended}/1"], Ids);
    }

    [Fact]
    public async Task WhatHasEndedLongAgoIsLeftAlone()
    {
        var time = new FakeTimeProvider(Waiting.Now);
        var (sequences, logger) = Open(time);
        using (var scope = sequences.Begin(1))
        {
            scope.Complete();
        }

        await sequences.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromDays(2));
        await using var summaries = sequences.WriteSummariesTo(logger, o => o.FirstCatchUp = TimeSpan.Zero);
        using var late = sequences.Begin(2);
        late.Complete();
        await Wait.UntilAsync(() => Summaries.Any());
        Assert.Equal([$"{late.Reference}/1"], Ids);
    }

    [Fact]
    public async Task AStuckJourneyIsToldOnceForEachPlace()
    {
        var time = new FakeTimeProvider(Waiting.Now);
        var (sequences, logger) = Open(time);
        for (var i = 0; i < 40; i++)
        {
            using var scope = sequences.Begin(i);
            Step(logger, time, Waiting.From);
            time.Advance(TimeSpan.FromMinutes(1));
            Step(logger, time, Waiting.To);
        }

        var stuck = sequences.Begin(99);
        Step(logger, time, Waiting.From);
        await sequences.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(30));
        await using (sequences.WriteSummariesTo(logger, o => o.StuckInterval = TimeSpan.FromSeconds(1)))
        {
            await MoveUntilAsync(time, () => Summaries.Any());
            Step(logger, time, Waiting.From);
            await MoveUntilAsync(time, () => Summaries.Count() > 1);
        }

        Assert.Equal([$"{stuck.Reference}/stuck/1", $"{stuck.Reference}/stuck/2"], Ids);
        var first = Summaries.First();
        Assert.Equal((LogEventLevel.Warning, "\"SequenceStuck\"", "\"stuck\""), (first.Level, first.Properties["EventKind"].ToString(), first.Properties["Outcome"].ToString()));
        Assert.StartsWith($"Journey {stuck.Reference} is stuck, waiting for {Waiting.To} for 30 min", first.RenderMessage().Replace("\"", ""));
        Assert.Equal("40", first.Properties["Sample"].ToString());
        stuck.Dispose();
    }

    [Fact]
    public async Task OneProcessWritesThemOnce()
    {
        var (sequences, logger) = Open();
        await using var first = sequences.WriteSummariesTo(logger);

        var error = Assert.Throws<InvalidOperationException>(() => sequences.WriteSummariesTo(logger));
        Assert.Contains("Call WriteSummariesTo once", error.Message);

        await first.DisposeAsync();
        await sequences.WriteSummariesTo(logger).DisposeAsync();
    }

    [Fact]
    public void WrongOptionsAreAllNamed()
    {
        var (sequences, logger) = Open();

        var error = Assert.Throws<ArgumentException>(() => sequences.WriteSummariesTo(logger, o =>
        {
            o.StuckInterval = TimeSpan.Zero;
            o.CatchUp = TimeSpan.FromDays(100);
            o.Rules.Factor = 0;
        }));

        Assert.All(["StuckInterval is 00:00:00", "CatchUp is 100.00:00:00", "Rules.Factor is 0"], e => Assert.Contains(e, error.Message));
    }

    [Fact]
    public async Task TheyEndWithTheLogWhenNobodyElseEndsThem()
    {
        var (sequences, logger) = Open();
        sequences.WriteSummariesTo(logger);
        using var scope = sequences.Begin(1);
        scope.Complete();

        await sequences.DisposeAsync();
        Assert.Equal([$"{scope.Reference}/1"], Ids);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }
    }

    /// <summary>An event of the clock that the test moves: Serilog's own are of the system's.</summary>
    private static void Step(Logger logger, TimeProvider time, string name) => logger.Write(new LogEvent(
        time.GetUtcNow(), LogEventLevel.Information, null, new MessageTemplate("a step", []), [new("StepName", new ScalarValue(name))]));

    private static async Task MoveUntilAsync(FakeTimeProvider time, Func<bool> holds) => await Wait.UntilAsync(() =>
    {
        // The wait of whoever looks is begun anew each time, so the clock goes on until it was found.
        time.Advance(TimeSpan.FromSeconds(10));
        return holds();
    });

    private (SequenceLog Sequences, Logger Logger) Open(TimeProvider? time = null)
    {
        var sequences = SequenceLog.Open(o =>
        {
            o.UseInMemory(_store);
            o.TimeProvider = time ?? TimeProvider.System;
        });
        var logger = new LoggerConfiguration()
            .Enrich.WithSequence()
            .WriteTo.Sequences(sequences)
            .WriteTo.Sink(_collected)
            .CreateLogger();
        _open.Add(logger);
        _open.Add(sequences);
        return (sequences, logger);
    }
}
