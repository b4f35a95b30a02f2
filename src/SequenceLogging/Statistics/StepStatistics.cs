namespace SequenceLogging.Statistics;

/// <summary>How often steps were made and followed one another, kept as they arrived, also of sequences that were pruned since.</summary>
/// <param name="Steps">Steps by month, component, name and outcome.</param>
/// <param name="Transitions">Pairs of neighbouring steps by the month of the second.</param>
public sealed record StepStatistics(IReadOnlyList<StepCount> Steps, IReadOnlyList<StepTransition> Transitions);

/// <summary>Steps that are counted together.</summary>
/// <param name="Month">UTC, as 202507.</param>
/// <param name="Step">The step.</param>
/// <param name="Status">Its outcome.</param>
/// <param name="Count">How many.</param>
/// <param name="Durations">How long they took, as far as they told.</param>
public sealed record StepCount(int Month, NamedStep Step, StepStatus Status, long Count, DurationHistogram Durations);

/// <summary>Neighbouring steps that are counted together.</summary>
/// <param name="Month">UTC month of the second step, as 202507.</param>
/// <param name="From">The first.</param>
/// <param name="To">The second.</param>
/// <param name="Count">How often.</param>
/// <param name="Waits">The time from the first to the second.</param>
public sealed record StepTransition(int Month, NamedStep From, NamedStep To, long Count, DurationHistogram Waits);

/// <summary>A step's name with the component that makes it.</summary>
/// <param name="Component">The component; null for none.</param>
/// <param name="Name">The name.</param>
public readonly record struct NamedStep(string? Component, string Name);
