using SequenceLogging.Journeys;

namespace SequenceLogging.Moving;

/// <summary>A journey as both sides have it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">As the source has it; null where it is gone.</param>
/// <param name="Target">As the target has it; null where it has none of that id.</param>
internal sealed record JourneyPair(SequenceId Id, SequenceDetails? Source, SequenceDetails? Target);
