using SequenceLogging.Benchmarks.Asking;
using SequenceLogging.Benchmarks.Beginning;
using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Storing;
using SequenceLogging.Context;
using Serilog.Events;

namespace SequenceLogging.Benchmarks.Tests.Effects;

/// <summary>What must be there when a benchmark has run, for each class of benchmarks. A method that is not named here fails.</summary>
internal static class Effects
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static object Create(Type benchmark) =>
        benchmark == typeof(ScopeBenchmark) ? new WatchedScopeBenchmark() : Activator.CreateInstance(benchmark)!;

    public static Task AssertAsync(object benchmark, string method) => benchmark switch
    {
        EnrichedEventBenchmark b => Assertion(() => AssertEnriched(b, method)),
        NoStepEventBenchmark b => Assertion(() => AssertNoStep(b, method)),
        WatchedScopeBenchmark b => Assertion(() => AssertScope(b, method)),
        StepEventBenchmark b => AssertStepAsync(b, method),
        TimedStepBenchmark b => AssertTimedAsync(b, method),
        BeginBenchmark b => AssertBegunAsync(b, method),
        StoringBenchmark b => AssertStoredAsync(b),
        DetailsBenchmark b => Assertion(() => Assert.InRange(b.Answered, 1, 10)),
        OverviewBenchmark b => Assertion(() => Assert.Equal(b.Expected, b.Answered)),
        _ => throw Unknown(benchmark.GetType().Name),
    };

    private static void AssertEnriched(EnrichedEventBenchmark benchmark, string method)
    {
        var id = method switch
        {
            nameof(EnrichedEventBenchmark.Nothing) or nameof(EnrichedEventBenchmark.WithSequenceOutside) => null,
            nameof(EnrichedEventBenchmark.WithProperty) or nameof(EnrichedEventBenchmark.WithSequence)
                or nameof(EnrichedEventBenchmark.PushProperty) => Journey.IdText,
            _ => throw Unknown(method),
        };
        Assert.NotNull(benchmark.Sink.Last);
        Assert.Equal(id, (benchmark.Sink.Last.Properties.GetValueOrDefault("SequenceId") as ScalarValue)?.Value);
        Assert.Equal(benchmark.Properties + (id is null ? 0 : 1), benchmark.Sink.Last.Properties.Count);
    }

    private static void AssertNoStep(NoStepEventBenchmark benchmark, string method)
    {
        Assert.Contains(
            method,
            new[]
            {
                nameof(benchmark.NullSink), nameof(benchmark.SequencesToo), nameof(benchmark.TwoNullSinks), nameof(benchmark.ThreeLookUps),
                nameof(benchmark.EachName),
            });
        Assert.Equal(method == nameof(benchmark.TwoNullSinks), benchmark.Second.Last is not null);
        Assert.Equal(method == nameof(benchmark.ThreeLookUps) ? 1 : 0, benchmark.LookUps.Without);
        Assert.Equal(method == nameof(benchmark.EachName), benchmark.Names.Characters > 0);
        Assert.Equal(benchmark.Properties, benchmark.Sink.Last?.Properties.Count);
        Assert.Equal(0, benchmark.Sequences.Delivery.Emitted);
    }

    private static void AssertScope(WatchedScopeBenchmark benchmark, string method)
    {
        var (id, isPushed) = method switch
        {
            nameof(ScopeBenchmark.PushProperty) => ((SequenceId?)null, true),
            nameof(ScopeBenchmark.Resume) => (Journey.Id, false),
            nameof(ScopeBenchmark.Suppress) or nameof(ScopeBenchmark.SetAsyncLocal) => (null, false),
            _ => throw Unknown(method),
        };
        Assert.True(benchmark.HasEntered);
        Assert.Equal((id, isPushed), (benchmark.Seen, benchmark.IsPushed));
        Assert.Equal((method == nameof(ScopeBenchmark.SetAsyncLocal), false), (benchmark.WasSet, WatchedScopeBenchmark.IsStillSet));
        Assert.Null(SequenceScope.Current);
    }

    private static async Task AssertStepAsync(StepEventBenchmark benchmark, string method)
    {
        const int Steps = 1_000;
        Assert.Equal("Publish_Step_1_SendToChannel", (benchmark.Sink.Last?.Properties["StepName"] as ScalarValue)?.Value);
        Assert.Equal(method == nameof(benchmark.WithoutJournal) ? Steps : 0, await StoredAsync(benchmark.InMemory));
        Assert.Equal(method == nameof(benchmark.WithJournal) ? Steps : 0, await StoredAsync(benchmark.Journaled));
        if (method == nameof(benchmark.WithJournal))
        {
            Assert.Contains(
                Directory.EnumerateFiles(benchmark.JournalPath, "*", SearchOption.AllDirectories),
                file => new FileInfo(file).Length > 100 * Steps);
        }
        else
        {
            Assert.Contains(method, new[] { nameof(benchmark.NullSink), nameof(benchmark.WithoutJournal) });
        }
    }

    private static async Task AssertTimedAsync(TimedStepBenchmark benchmark, string method)
    {
        switch (method)
        {
            case nameof(benchmark.Activity):
                Assert.Equal(("CreateAd_Step_6_CalculatePrice", 3), (benchmark.Last.Activity?.DisplayName, benchmark.Last.Activity?.TagObjects.Count()));
                break;
            case nameof(benchmark.Step):
                Assert.InRange(await StoredAsync(benchmark.Sequences), 1, 2);
                break;
            default: throw Unknown(method);
        }
    }

    private static async Task AssertBegunAsync(BeginBenchmark benchmark, string method)
    {
        var begun = method switch
        {
            nameof(benchmark.SingleRowTransaction) => benchmark.Rows,
            nameof(benchmark.Begin) => await SequencesAsync(benchmark.AsItComes),
            nameof(benchmark.BeginOneAtATime) => await SequencesAsync(benchmark.OneAtATime),
            _ => throw Unknown(method),
        };
        Assert.Equal(1, begun);
    }

    private static async Task AssertStoredAsync(StoringBenchmark benchmark)
    {
        var load = benchmark.Load;
        var kept = await benchmark.Peer!.ReadMessagesAsync();
        Assert.Equal(load.Steps, kept.Count);
        Assert.Equal(Enumerable.Range(0, load.Steps).Select(load.MessageOf).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    private static async Task<long> StoredAsync(SequenceLog log) => (await log.FlushAsync(Patience)).Counts.Stored;

    private static async Task<long> SequencesAsync(SequenceLog log)
    {
        await log.FlushAsync(Patience);
        return (await log.GetSystemStatisticsAsync()).Sequences.Total;
    }

    private static Task Assertion(Action assert)
    {
        assert();
        return Task.CompletedTask;
    }

    private static InvalidOperationException Unknown(string benchmark) =>
        new($"It is not said in {nameof(Effects)} what {benchmark} is to have done. A benchmark that does nothing is the fastest.");
}
