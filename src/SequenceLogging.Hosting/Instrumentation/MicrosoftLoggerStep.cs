using Microsoft.Extensions.Logging;
using SequenceLogging.Instrumentation;

namespace SequenceLogging.Hosting.Instrumentation;

/// <summary>A timed step that ends as an event of <see cref="ILogger"/>; its extra properties are a scope around it.</summary>
internal sealed class MicrosoftLoggerStep(ILogger logger, string stepName, LogLevel level, TimeProvider? timeProvider)
    : TimedStep(stepName, timeProvider)
{
    protected override void Write(
        StepStatus status,
        Exception? exception,
        string messageTemplate,
        object?[] arguments,
        IReadOnlyDictionary<string, object?> properties)
    {
        // A blank name cannot be a property of Serilog's; it must not cost the step.
        var named = properties.Where(p => !string.IsNullOrWhiteSpace(p.Key)).ToDictionary();
        using var scope = named.Count > 0 ? logger.BeginScope(named) : null;
#pragma warning disable CA2254 // The template is one of the base class's few.
        logger.Log(status is StepStatus.Failed ? LogLevel.Error : level, exception, messageTemplate, arguments);
#pragma warning restore CA2254
    }
}
