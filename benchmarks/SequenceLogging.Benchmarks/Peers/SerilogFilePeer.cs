using System.Text.Json;
using Serilog;
using Serilog.Formatting.Json;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>Serilog's JSON file, in the three ways it is used.</summary>
public sealed class SerilogFilePeer : SerilogPeer
{
    private readonly string _path;
    private readonly FileWriting _writing;

    public SerilogFilePeer(string folder, FileWriting writing)
        : base(Configure(PathIn(folder), writing))
    {
        _path = PathIn(folder);
        _writing = writing;
    }

    public override string Name => _writing switch
    {
        FileWriting.Buffered => "Serilog JSON file, buffered",
        FileWriting.Unbuffered => "Serilog JSON file, unbuffered",
        _ => "Serilog JSON file, behind Serilog.Sinks.Async",
    };

    public override string Durability => _writing == FileWriting.Unbuffered
        ? "survives the process, not power loss"
        : "lost with the process until it is written";

    public override async Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        await foreach (var line in File.ReadLinesAsync(_path))
        {
            using var json = JsonDocument.Parse(line);
            messages.Add(json.RootElement.GetProperty("RenderedMessage").GetString()!.Replace("\"", "", StringComparison.Ordinal));
        }

        return messages;
    }

    private static string PathIn(string folder) => Path.Combine(folder, "log.json");

    private static LoggerConfiguration Configure(string path, FileWriting writing)
    {
        var to = new LoggerConfiguration().WriteTo;
        return writing == FileWriting.Asynchronous
            ? to.Async(sink => File(sink, false), bufferSize: 100_000, blockWhenFull: true)
            : File(to, writing == FileWriting.Buffered);

        LoggerConfiguration File(Serilog.Configuration.LoggerSinkConfiguration sink, bool isBuffered) =>
            sink.File(new JsonFormatter(renderMessage: true), path, buffered: isBuffered, fileSizeLimitBytes: null);
    }
}
