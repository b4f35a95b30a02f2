using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Context;
using Serilog;

namespace SequenceLogging.Benchmarks.Tests.Effects;

/// <summary>Looks around inside the scopes that the benchmark enters.</summary>
internal sealed class WatchedScopeBenchmark : ScopeBenchmark
{
    public bool HasEntered { get; private set; }

    public SequenceId? Seen { get; private set; }

    public bool IsPushed { get; private set; }

    /// <summary>Whether an <see cref="AsyncLocal{T}"/> of the benchmark's own was set, and is not any more.</summary>
    public bool WasSet { get; private set; }

    public static bool IsStillSet => IsSet;

    protected override void Inside()
    {
        WasSet = IsSet;
        var sink = new KeepLastSink();
        using var logger = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(sink).CreateLogger();
        logger.Information("Look around");
        HasEntered = true;
        IsPushed = sink.Last!.Properties.ContainsKey("SequenceId");
        Seen = SequenceScope.Current?.SequenceId;
    }
}
