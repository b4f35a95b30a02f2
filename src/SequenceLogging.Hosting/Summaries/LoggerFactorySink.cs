using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace SequenceLogging.Hosting.Summaries;

/// <summary>Hands Serilog's events to the application's own <c>ILogger</c>, and so to each provider that it has.</summary>
internal sealed class LoggerFactorySink(ILoggerFactory factory) : ILogEventSink
{
    private const string OriginalFormat = "{OriginalFormat}";

    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}");

    public void Emit(LogEvent logEvent)
    {
        var category = logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
            ? ValueOf(source) as string
            : null;
        var state = logEvent.Properties
            .Where(p => p.Key != Constants.SourceContextPropertyName)
            .Select(p => KeyValuePair.Create(p.Key, ValueOf(p.Value)))
            .Append(KeyValuePair.Create<string, object?>(OriginalFormat, logEvent.MessageTemplate.Text))
            .ToList();
        factory.CreateLogger(category ?? nameof(SequenceLogging)).Log(
            LevelOf(logEvent.Level), default, state, logEvent.Exception, (_, _) => Render(logEvent));
    }

    private static string Render(LogEvent logEvent)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        return text.ToString();
    }

    /// <summary>Plain values, which every provider knows how to keep.</summary>
    private static object? ValueOf(LogEventPropertyValue value) => value switch
    {
        ScalarValue scalar => scalar.Value,
        SequenceValue sequence => sequence.Elements.Select(ValueOf).ToArray(),
        StructureValue structure => structure.Properties.ToDictionary(p => p.Name, p => ValueOf(p.Value)),
        _ => value.ToString(),
    };

    private static LogLevel LevelOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => LogLevel.Trace,
        LogEventLevel.Debug => LogLevel.Debug,
        LogEventLevel.Information => LogLevel.Information,
        LogEventLevel.Warning => LogLevel.Warning,
        LogEventLevel.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
