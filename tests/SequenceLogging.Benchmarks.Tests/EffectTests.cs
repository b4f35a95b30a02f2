using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Context;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Benchmarks.Tests;

/// <summary>A benchmark that does nothing is the fastest. Each runs once here, and must have had its effect.</summary>
public class EffectTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void EveryEnrichedEventHasTheIdAndNoOtherHas(int properties)
    {
        using var benchmark = new EnrichedEventBenchmark { Properties = properties };

        AssertLogged(benchmark.Nothing, null);
        AssertLogged(benchmark.WithProperty, Journey.IdText);
        AssertLogged(benchmark.WithSequence, Journey.IdText);
        AssertLogged(benchmark.WithSequenceOutside, null);
        AssertLogged(benchmark.PushProperty, Journey.IdText);

        void AssertLogged(Action body, string? id)
        {
            var before = benchmark.Sink.Last;
            body();
            var last = benchmark.Sink.Last!;
            Assert.NotSame(before, last);
            Assert.Equal(id, (last.Properties.GetValueOrDefault("SequenceId") as ScalarValue)?.Value);
            Assert.Equal(properties + (id is null ? 0 : 1), last.Properties.Count);
        }
    }

    [Fact]
    public void EveryScopeWasEnteredAndLeft()
    {
        using var benchmark = new WatchedScopeBenchmark();

        benchmark.PushProperty();
        Assert.Equal((null, true), (benchmark.Seen, benchmark.IsPushed));

        benchmark.Resume();
        Assert.Equal((Journey.Id, false), (benchmark.Seen, benchmark.IsPushed));
        Assert.Null(SequenceScope.Current);

        using var log = NullStore.OpenLog();
        using var around = log.Resume(Journey.Id);
        benchmark.Suppress();
        Assert.Equal((null, false), (benchmark.Seen, benchmark.IsPushed));
        Assert.Same(around, SequenceScope.Current);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void AnEventThatIsNoStepReachesBothSinksAndBecomesNoRecord(int properties)
    {
        using var benchmark = new NoStepEventBenchmark { Properties = properties };

        benchmark.NullSink();
        var first = benchmark.Sink.Last;
        benchmark.SequencesToo();

        Assert.NotSame(first, benchmark.Sink.Last);
        Assert.Equal((properties, properties), (first!.Properties.Count, benchmark.Sink.Last!.Properties.Count));
        Assert.Equal(0, benchmark.Sequences.Delivery.Emitted);
    }

    [Fact]
    public async Task EveryStepIsStoredAndInTheJournalWhereThereIsOne()
    {
        using var benchmark = new StepEventBenchmark();

        benchmark.NullSink();
        Assert.True(benchmark.Sink.Last!.Properties.ContainsKey("StepName"));
        Assert.Equal((0, 0), (benchmark.InMemory.Delivery.Emitted, benchmark.Journaled.Delivery.Emitted));

        benchmark.WithoutJournal();
        Assert.Equal(1_000, await StoredAsync(benchmark.InMemory));
        Assert.Equal(0, benchmark.Journaled.Delivery.Emitted);

        benchmark.WithJournal();
        Assert.Equal(1_000, await StoredAsync(benchmark.Journaled));
        Assert.Contains(
            Directory.EnumerateFiles(benchmark.JournalPath, "*", SearchOption.AllDirectories),
            f => new FileInfo(f).Length > 100_000);

        static async Task<long> StoredAsync(SequenceLog log) => (await log.FlushAsync(TimeSpan.FromSeconds(30))).Counts.Stored;
    }

    private sealed class WatchedScopeBenchmark : ScopeBenchmark
    {
        public SequenceId? Seen { get; private set; }

        public bool IsPushed { get; private set; }

        protected override void Inside()
        {
            var sink = new KeepLastSink();
            using var logger = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(sink).CreateLogger();
            logger.Information("Look around");
            IsPushed = sink.Last!.Properties.ContainsKey("SequenceId");
            Seen = SequenceScope.Current?.SequenceId;
        }
    }
}
