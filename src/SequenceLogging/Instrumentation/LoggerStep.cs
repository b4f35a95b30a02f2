using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Instrumentation;

/// <summary>A timed step that ends as a Serilog event.</summary>
internal sealed class LoggerStep(ILogger logger, string stepName, LogEventLevel level, TimeProvider? timeProvider)
    : TimedStep(stepName, timeProvider)
{
    protected override void Write(
        StepStatus status,
        Exception? exception,
        string messageTemplate,
        object?[] arguments,
        IReadOnlyDictionary<string, object?> properties) =>
        logger
            .ForContext(new Extras(properties))
            .Write(status is StepStatus.Failed ? LogEventLevel.Error : level, exception, messageTemplate, arguments);

    private sealed class Extras(IReadOnlyDictionary<string, object?> properties) : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            foreach (var (name, value) in properties)
            {
                // A blank name cannot be a property of Serilog's; it must not cost the step.
                if (!string.IsNullOrWhiteSpace(name))
                {
                    logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(name, value));
                }
            }
        }
    }
}
