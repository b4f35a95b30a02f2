using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using OpenTelemetry;
using OpenTelemetry.Trace;
using SequenceLogging.Benchmarks.Events;
using Serilog;
using Serilog.Core;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>
/// What does a step with its duration cost the code that makes it, against an activity with the same three tags that
/// OpenTelemetry records? The activity is lost with the process until it is exported, the step is in the journal.
/// </summary>
[Config(typeof(ShortIterations))]
public class TimedStepBenchmark : IDisposable
{
    private readonly string _journal = Directory.CreateTempSubdirectory("seqlog-benchmark-").FullName;
    private readonly ActivitySource _source = new(nameof(TimedStepBenchmark));
    private readonly TracerProvider _tracer;
    private readonly Logger _logger;

    public TimedStepBenchmark()
    {
        _tracer = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name).AddProcessor(Last).Build();
        Sequences = NullStore.OpenLog(_journal);
        _logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(Sequences).CreateLogger();
    }

    public KeepLastActivity Last { get; } = new();

    public SequenceLog Sequences { get; }

    [Benchmark(Baseline = true)]
    public void Activity()
    {
        using var activity = _source.StartActivity("CreateAd_Step_6_CalculatePrice");
        activity?.SetTag("Price", 12.5m).SetTag("Currency", "TON").SetTag("Ad", "AD-87");
    }

    [Benchmark]
    public void Step()
    {
        using var scope = Sequences.Resume(Journey.Id);
        using var step = _logger.BeginStep("CreateAd_Step_6_CalculatePrice");
        step.With("Price", 12.5m).With("Currency", "TON").With("Ad", "AD-87").Complete();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _logger.Dispose();
        Sequences.Dispose();
        _tracer.Dispose();
        _source.Dispose();
        Directory.Delete(_journal, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the place of an exporter: keeps the last activity, as it was when it ended.</summary>
    public sealed class KeepLastActivity : BaseProcessor<Activity>
    {
        public Activity? Activity { get; private set; }

        public override void OnEnd(Activity data) => Activity = data;
    }
}
