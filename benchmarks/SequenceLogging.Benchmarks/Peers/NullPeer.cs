using SequenceLogging.Benchmarks.Calling;
using Serilog;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>The same events to a sink that does nothing: what logging costs before anybody keeps it.</summary>
public sealed class NullPeer : SerilogPeer
{
    private readonly KeepLastSink _sink;

    public NullPeer()
        : this(new KeepLastSink())
    {
    }

    private NullPeer(KeepLastSink sink)
        : base(new LoggerConfiguration().WriteTo.Sink(sink)) => _sink = sink;

    public override string Name => "Serilog, a sink that does nothing";

    public override string Durability => "nothing is kept";

    public override Task<IReadOnlyList<string>> ReadMessagesAsync() =>
        Task.FromResult<IReadOnlyList<string>>(_sink.Last is null ? [] : [_sink.Last.RenderMessage(null)]);
}
