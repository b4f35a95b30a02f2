using System.Globalization;

namespace SequenceLogging.Moving;

/// <summary>Something in which target and source are not alike.</summary>
/// <param name="Sequence">The journey; null where it is about none.</param>
/// <param name="Field">What is not alike, named as in JSON: <c>steps[3].component</c>.</param>
/// <param name="Reason">What it is here and there, and what to do; one line without control characters.</param>
public sealed record CopyFault(SequenceId? Sequence, string Field, string Reason)
{
    /// <summary>All in one line: <c>SEQ-2025-07-00001 steps[3].component: …</c></summary>
    public override string ToString() => Sequence is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"{id} {Field}: {Reason}")
        : $"{Field}: {Reason}";
}
