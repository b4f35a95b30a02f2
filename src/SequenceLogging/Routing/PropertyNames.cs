namespace SequenceLogging.Routing;

/// <summary>The event properties that have a meaning here. All others are metadata.</summary>
public static class PropertyNames
{
    /// <summary>The sequence of the event; put there by <c>Enrich.WithSequence()</c>, or by the code that logs.</summary>
    public const string SequenceId = "SequenceId";

    /// <summary>The event is a step of this name.</summary>
    public const string StepName = "StepName";

    /// <summary>Outcome of the step: <c>started</c>, <c>completed</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public const string StepStatus = "StepStatus";

    /// <summary>Who makes the step; without it, Serilog's <c>SourceContext</c>.</summary>
    public const string Component = "Component";

    /// <summary>Serilog's own name of the class that logs.</summary>
    public const string SourceContext = "SourceContext";

    /// <summary>Duration of the step: milliseconds, or a <see cref="TimeSpan"/>.</summary>
    public const string DurationMs = "DurationMs";

    /// <summary>Duration under the name that request logging uses: milliseconds, or a <see cref="TimeSpan"/>.</summary>
    public const string Elapsed = "Elapsed";

    /// <summary>The sequence has to do with this: <c>component:type:entity id</c>, or the component alone.</summary>
    public const string LinkComponent = "LinkComponent";

    /// <summary>Type of the linked entity, where <see cref="LinkComponent"/> is the component alone.</summary>
    public const string LinkEntityType = "LinkEntityType";

    /// <summary>Id of the linked entity, where <see cref="LinkComponent"/> is the component alone.</summary>
    public const string LinkEntityId = "LinkEntityId";

    /// <summary>Kind of the link; <c>primary</c> unless given.</summary>
    public const string LinkType = "LinkType";

    /// <summary>New status of the sequence: <c>active</c>, <c>completed</c>, <c>failed</c> or <c>abandoned</c>.</summary>
    public const string SequenceStatus = "SequenceStatus";
}
