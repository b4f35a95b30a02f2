using SequenceLogging.Journeys;

namespace SequenceLogging.Insight;

/// <summary>What a path is asked again and again.</summary>
internal static class PathExtensions
{
    /// <summary>Whether a step is nothing but the outcome of the one before it, which said that it started.</summary>
    public static bool IsOutcome(this SequencePath path, int step) =>
        step > 0
        && path.Steps[step - 1].Status is StepStatus.Started
        && path.Steps[step].Status is not StepStatus.Started
        && path.Steps[step - 1].Step.Name == path.Steps[step].Step.Name;
}
