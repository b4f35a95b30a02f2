using AdBot.Telemetry;
using Serilog;
using Serilog.Events;

namespace AdBot;

/// <summary>Seq, or another log server, beside the other sinks, when the environment says where it is.</summary>
internal static class SeqSetup
{
    /// <summary>Seq takes OTLP here, in the protocol's HTTP form with protobuf.</summary>
    private const string SeqLogs = "ingest/otlp/v1/logs";

    public static LoggerConfiguration WriteToSeqWhenConfigured(this LoggerConfiguration logger, BotSettings settings)
    {
        if (settings.SeqUrl is { } seq)
        {
#if PUBLIC_FEED
            logger.WriteTo.Seq(seq.ToString(), apiKey: settings.SeqApiKey, restrictedToMinimumLevel: LogEventLevel.Information);
#else
            // Without a key no header at all: those of OTEL_EXPORTER_OTLP_HEADERS are the secrets of another server.
            WriteToOtlp(logger, Below(seq, SeqLogs), settings.SeqApiKey is { } key ? $"X-Seq-ApiKey={Uri.EscapeDataString(key)}" : "");
#endif
        }

        // Any OpenTelemetry backend; the exporter reads the other OTEL_ variables itself, headers among them.
        if (settings.OtlpUrl is { } otlp)
        {
            WriteToOtlp(logger, Below(otlp, "v1/logs"), headers: null);
        }

        return logger;
    }

    private static void WriteToOtlp(LoggerConfiguration logger, Uri endpoint, string? headers) =>
        logger.WriteTo.Sink(new OtlpSink(endpoint, headers), LogEventLevel.Information);

    private static Uri Below(Uri server, string path) => new($"{server.ToString().TrimEnd('/')}/{path}");
}
