using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>The outcome of a step.</summary>
[JsonConverter(typeof(StepStatusJsonConverter))]
public enum StepStatus
{
    /// <summary>Begun; its outcome follows as another step of the same name.</summary>
    Started = 0,

    /// <summary>Done. The default for events below <c>Error</c>.</summary>
    Completed = 1,

    /// <summary>Went wrong. The default for events of level <c>Error</c> and above.</summary>
    Failed = 2,

    /// <summary>Left out on purpose, or left without an outcome.</summary>
    Skipped = 3,
}
