using SequenceLogging;
using SequenceLogging.Instrumentation;
using SequenceLogging.Routing;
using Serilog.Core;
using Serilog.Events;

// Serilog's own namespace, so that the verbs stand beside Information and ForContext without a further using.
#pragma warning disable IDE0130
namespace Serilog;
#pragma warning restore IDE0130

/// <summary>
/// Short forms for the events that make a journey. They write ordinary events and nothing else; what a plain
/// <c>log.Information("{StepName}: {Price}", …)</c> says is worth the same. A name or a link in the wrong shape
/// throws nothing: it is logged as it is, and counted as rejected where the journey is kept.
/// </summary>
public static class LoggerSequenceExtensions
{
    /// <summary>Logs a step.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="stepName">The step, as <c>CreateAd_Step_6_CalculatePrice</c>.</param>
    /// <param name="status">Its outcome; a failed one is an event of level Error, any other one of Information.</param>
    /// <param name="exception">Why it failed.</param>
    public static void Step(
        this ILogger logger, string stepName, StepStatus status = StepStatus.Completed, Exception? exception = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        var level = status is StepStatus.Failed ? LogEventLevel.Error : LogEventLevel.Information;
        logger.Write(level, exception, "{StepName} {StepStatus}", stepName, status.ToText());
    }

    /// <summary>Logs a completed step and what is to be said about it.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="stepName">The step, as <c>CreateAd_Step_6_CalculatePrice</c>.</param>
    /// <param name="messageTemplate">What follows the name in the message, as <c>{Price} {Currency}</c>.</param>
    /// <param name="propertyValues">The values for the template.</param>
    [MessageTemplateFormatMethod(nameof(messageTemplate))]
    public static void Step(
        this ILogger logger, string stepName, string messageTemplate, params object?[]? propertyValues)
    {
        ArgumentNullException.ThrowIfNull(logger);
        if (logger.IsEnabled(LogEventLevel.Information))
        {
            logger.Information($"{{StepName}}: {messageTemplate}", [stepName, .. propertyValues ?? [null]]);
        }
    }

    /// <summary>Begins a step and its clock; one event is written when it ends.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="stepName">The step, as <c>CreateAd_Step_6_CalculatePrice</c>.</param>
    /// <param name="level">Level of the event; a failed step is one of level Error.</param>
    /// <param name="timeProvider">The clock; the system's unless given.</param>
    /// <example><code>
    /// using var step = log.BeginStep("CreateAd_Step_6_CalculatePrice");
    /// var price = await CalculateAsync();
    /// step.With("Price", price).Complete();
    /// </code></example>
    public static TimedStep BeginStep(
        this ILogger logger,
        string stepName,
        LogEventLevel level = LogEventLevel.Information,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return new LoggerStep(logger, stepName, level, timeProvider);
    }

    /// <summary>Logs that the sequence has to do with a thing outside.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="component">Who knows the thing, as <c>ads</c>; no colon in it.</param>
    /// <param name="entityType">What kind of thing it is, as <c>ad</c>; no colon in it.</param>
    /// <param name="entityId">Which one it is: a text, a number, or anything that tells it by <c>ToString</c>.</param>
    /// <param name="linkType">Kind of the link; <c>primary</c> unless given.</param>
    public static void Link(
        this ILogger logger, string component, string entityType, object entityId, string? linkType = null) =>
        Linking(logger, linkType).Information(
            "Linked {LinkComponent}:{LinkEntityType}:{LinkEntityId}", component, entityType, entityId);

    /// <summary>Logs that the sequence has to do with a thing outside.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="link">The thing, as <c>ads:ad:87</c>.</param>
    /// <param name="linkType">Kind of the link; <c>primary</c> unless given.</param>
    public static void Link(this ILogger logger, ComponentLink link, string? linkType = null) =>
        Linking(logger, linkType).Information("Linked {LinkComponent}", link.ToString());

    private static ILogger Linking(ILogger logger, string? linkType)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return linkType is null ? logger : logger.ForContext(PropertyNames.LinkType, linkType);
    }
}
