using SequenceLogging;
using SequenceLogging.Hosting.Instrumentation;
using SequenceLogging.Instrumentation;
using SequenceLogging.Routing;

// Microsoft's own namespace, so that the verbs stand beside LogInformation without a further using.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.Logging;
#pragma warning restore IDE0130

/// <summary>
/// Short forms for the events that make a journey, the same as Serilog's <c>ILogger</c> has them. They write ordinary
/// events and nothing else; what a plain <c>logger.LogInformation("{StepName}: {Price}", …)</c> says is worth the same. A
/// name or a link in the wrong shape throws nothing: it is logged as it is, and counted as rejected where the journey is
/// kept.
/// </summary>
public static class SequenceLoggerExtensions
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
        var level = status is StepStatus.Failed ? LogLevel.Error : LogLevel.Information;
        logger.Log(level, exception, "{StepName} {StepStatus}", stepName, status.ToText());
    }

    /// <summary>Logs a completed step and what is to be said about it.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="stepName">The step, as <c>CreateAd_Step_6_CalculatePrice</c>.</param>
    /// <param name="messageTemplate">What follows the name in the message, as <c>{Price} {Currency}</c>.</param>
    /// <param name="propertyValues">The values for the template.</param>
    public static void Step(
        this ILogger logger, string stepName, string messageTemplate, params object?[]? propertyValues)
    {
        ArgumentNullException.ThrowIfNull(logger);
        if (logger.IsEnabled(LogLevel.Information))
        {
#pragma warning disable CA2254 // The caller's template stays one; it only gets the step's name before it.
            logger.LogInformation($"{{StepName}}: {messageTemplate}", [stepName, .. propertyValues ?? [null]]);
#pragma warning restore CA2254
        }
    }

    /// <summary>Begins a step and its clock; one event is written when it ends.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="stepName">The step, as <c>CreateAd_Step_6_CalculatePrice</c>.</param>
    /// <param name="level">Level of the event; a failed step is one of level Error.</param>
    /// <param name="timeProvider">The clock; the system's unless given.</param>
    /// <example><code>
    /// using var step = logger.BeginStep("CreateAd_Step_6_CalculatePrice");
    /// var price = await CalculateAsync();
    /// step.With("Price", price).Complete();
    /// </code></example>
    public static TimedStep BeginStep(
        this ILogger logger,
        string stepName,
        LogLevel level = LogLevel.Information,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return new MicrosoftLoggerStep(logger, stepName, level, timeProvider);
    }

    /// <summary>Logs that the sequence has to do with a thing outside.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="component">Who knows the thing, as <c>ads</c>; no colon in it.</param>
    /// <param name="entityType">What kind of thing it is, as <c>ad</c>; no colon in it.</param>
    /// <param name="entityId">Which one it is: a text, a number, or anything that tells it by <c>ToString</c>.</param>
    /// <param name="linkType">Kind of the link; <c>primary</c> unless given.</param>
    public static void Link(
        this ILogger logger, string component, string entityType, object entityId, string? linkType = null)
    {
        using var scope = BeginLink(logger, linkType);
        logger.LogInformation(
            "Linked {LinkComponent}:{LinkEntityType}:{LinkEntityId}", component, entityType, entityId);
    }

    /// <summary>Logs that the sequence has to do with a thing outside.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="link">The thing, as <c>ads:ad:87</c>.</param>
    /// <param name="linkType">Kind of the link; <c>primary</c> unless given.</param>
    public static void Link(this ILogger logger, ComponentLink link, string? linkType = null)
    {
        using var scope = BeginLink(logger, linkType);
        logger.LogInformation("Linked {LinkComponent}", link.ToString());
    }

    private static IDisposable? BeginLink(ILogger logger, string? linkType)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return linkType is null
            ? null
            : logger.BeginScope(new Dictionary<string, object> { [PropertyNames.LinkType] = linkType });
    }
}
