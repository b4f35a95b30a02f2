using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>Where a journey stands.</summary>
[JsonConverter(typeof(SequenceStatusJsonConverter))]
public enum SequenceStatus
{
    /// <summary>Under way.</summary>
    Active = 0,

    /// <summary>Ended as it should.</summary>
    Completed = 1,

    /// <summary>
    /// Its last step failed, or it was failed by name. A later step that succeeds makes it <see cref="Active"/> again.
    /// </summary>
    Failed = 2,

    /// <summary>Given up: by name, or by the user leaving.</summary>
    Abandoned = 3,
}
