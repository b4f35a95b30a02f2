using System.Text.Json;
using Microsoft.Extensions.Logging;
using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;
using SequenceLogging.Benchmarks.Events;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>NLog's file target with a JSON layout, behind <see cref="ILogger"/>, the file kept open.</summary>
public sealed class NLogFilePeer : LoggingPeer
{
    private readonly string _path;
    private readonly LogFactory _nlog = new();
    private readonly LoggerFactory _factory;

    public NLogFilePeer(string folder)
    {
        _path = Path.Combine(folder, "nlog.json");
        var configuration = new LoggingConfiguration(_nlog);
        configuration.AddRuleForAllLevels(new FileTarget("file") { FileName = _path, KeepFileOpen = true, AutoFlush = false, Layout = Layout() });
        _nlog.Configuration = configuration;
        _factory = new LoggerFactory([new NLogLoggerProvider(new NLogProviderOptions(), _nlog)]);
        Logger = _factory.CreateLogger(StepLoad.Category);
    }

    public override string Name => "NLog JSON file";

    public override string Durability => "lost with the process until it is written";

    protected override ILogger Logger { get; }

    public override async Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        if (!File.Exists(_path))
        {
            return messages;
        }

        await foreach (var line in File.ReadLinesAsync(_path))
        {
            using var json = JsonDocument.Parse(line);
            messages.Add(json.RootElement.GetProperty("message").GetString()!.Replace("\"", "", StringComparison.Ordinal));
        }

        return messages;
    }

    protected override IDisposable Enter(int sequence) =>
        ScopeContext.PushProperty("SequenceId", FormattableString.Invariant($"SEQ-2025-07-{sequence + 1:00000}"));

    protected override Task FinishAsync()
    {
        _nlog.Shutdown();
        return Task.CompletedTask;
    }

    protected override ValueTask CloseAsync()
    {
        _factory.Dispose();
        _nlog.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonLayout Layout() => new()
    {
        Attributes =
        {
            new JsonAttribute("time", "${longdate:universalTime=true}"),
            new JsonAttribute("level", "${level}"),
            new JsonAttribute("logger", "${logger}"),
            new JsonAttribute("message", "${message}"),
        },
        IncludeEventProperties = true,
        IncludeScopeProperties = true,
    };
}
