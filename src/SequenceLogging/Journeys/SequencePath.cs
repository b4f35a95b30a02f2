using SequenceLogging.Statistics;

namespace SequenceLogging.Journeys;

/// <summary>The way that a sequence took: its steps without what they said, for questions about many.</summary>
/// <param name="Header">The sequence.</param>
/// <param name="Steps">Its steps in their order.</param>
public sealed record SequencePath(SequenceHeader Header, IReadOnlyList<PathStep> Steps);

/// <summary>A step of a <see cref="SequencePath"/>.</summary>
/// <param name="Step">Its name, and the component that made it.</param>
/// <param name="Status">Its outcome.</param>
/// <param name="Timestamp">When it was logged, UTC.</param>
public readonly record struct PathStep(NamedStep Step, StepStatus Status, DateTimeOffset Timestamp);
