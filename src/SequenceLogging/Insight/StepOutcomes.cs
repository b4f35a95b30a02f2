using SequenceLogging.Journeys;

namespace SequenceLogging.Insight;

/// <summary>
/// Which steps of a path are nothing but the outcome of an earlier one that said that it started; what was made within it may lie
/// between.
/// </summary>
internal readonly struct StepOutcomes
{
    private readonly bool[]? _isOutcome;

    private StepOutcomes(bool[]? isOutcome) => _isOutcome = isOutcome;

    public bool this[int step] => _isOutcome is not null && _isOutcome[step];

    public static StepOutcomes Of(SequencePath path)
    {
        // Most journeys have none, and cost nothing.
        HashSet<string>? started = null;
        bool[]? isOutcome = null;
        for (var i = 0; i < path.Steps.Count; i++)
        {
            var step = path.Steps[i];
            if (step.Status is StepStatus.Started)
            {
                (started ??= new HashSet<string>(StringComparer.Ordinal)).Add(step.Step.Name);
            }
            else if (started?.Remove(step.Step.Name) is true)
            {
                (isOutcome ??= new bool[path.Steps.Count])[i] = true;
            }
        }

        return new StepOutcomes(isOutcome);
    }
}
