using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using Serilog.Core;
using Serilog.Events;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace AdBot.Telemetry;

/// <summary>
/// Sends events through OpenTelemetry's own exporter: in batches, beside the application, with the properties under their names.
/// Where your feed has Serilog.Sinks.OpenTelemetry, that does the same in one line.
/// </summary>
internal sealed class OtlpSink : ILogEventSink, IDisposable
{
    private readonly ILoggerFactory _factory;
    private readonly ILogger _logger;

    /// <param name="endpoint">The whole address, as <c>http://localhost:5341/ingest/otlp/v1/logs</c>.</param>
    /// <param name="headers">As <c>name=value,name=value</c>; null for those of OTEL_EXPORTER_OTLP_HEADERS.</param>
    public OtlpSink(Uri endpoint, string? headers)
    {
        _factory = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Trace)
            .AddOpenTelemetry(otel => otel
                .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("AdBot"))
                .AddProcessor(new Restore())
                .AddOtlpExporter(exporter =>
                {
                    exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                    exporter.Endpoint = endpoint;
                    exporter.Headers = headers ?? exporter.Headers;
                })));
        _logger = _factory.CreateLogger("AdBot");
    }

    public void Emit(LogEvent logEvent)
    {
        var attributes = new OtlpAttributes(logEvent);
        _logger.Log(LevelOf(logEvent.Level), default, attributes, logEvent.Exception, static (a, _) => a.Message);
    }

    /// <summary>Sends what is still waiting.</summary>
    public void Dispose() => _factory.Dispose();

    private static LogLevel LevelOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => LogLevel.Trace,
        LogEventLevel.Debug => LogLevel.Debug,
        LogEventLevel.Information => LogLevel.Information,
        LogEventLevel.Warning => LogLevel.Warning,
        LogEventLevel.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    /// <summary>Gives the record what only the event knows: its own time and place in a trace, which may not be those of now and here.</summary>
    private sealed class Restore : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Attributes is OtlpAttributes { Event: var logEvent } attributes)
            {
                data.Timestamp = logEvent.Timestamp.UtcDateTime;
                data.Body = attributes.Message;
                data.TraceId = logEvent.TraceId ?? default;
                data.SpanId = logEvent.SpanId ?? default;
            }
        }
    }
}
