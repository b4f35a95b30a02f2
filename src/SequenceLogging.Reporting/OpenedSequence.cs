using System.Diagnostics.CodeAnalysis;
using SequenceLogging.Journeys;

namespace SequenceLogging.Reporting;

/// <summary>A sequence of an opened number, with how often the number counts it.</summary>
[method: SetsRequiredMembers]
internal sealed record OpenedSequence(SequenceHeader Sequence, long Times) : SequenceHeader(Sequence)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public SequenceHeader Sequence { get; init; } = Sequence;
}
