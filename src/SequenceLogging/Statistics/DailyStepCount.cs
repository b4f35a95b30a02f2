namespace SequenceLogging.Statistics;

/// <summary>Steps of one day that are counted together.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Step">The step.</param>
/// <param name="Status">Its outcome.</param>
/// <param name="Count">How many.</param>
/// <param name="Durations">How long they took, as far as they told.</param>
public sealed record DailyStepCount(DateOnly Day, NamedStep Step, StepStatus Status, long Count, DurationHistogram Durations);
