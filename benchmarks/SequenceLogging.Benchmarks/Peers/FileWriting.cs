namespace SequenceLogging.Benchmarks.Peers;

/// <summary>How Serilog's file sink hands its lines to the system.</summary>
public enum FileWriting
{
    /// <summary>In blocks, when a buffer is full.</summary>
    Buffered,

    /// <summary>Line by line, as by default.</summary>
    Unbuffered,

    /// <summary>Line by line from another thread, through Serilog.Sinks.Async.</summary>
    Asynchronous,
}
