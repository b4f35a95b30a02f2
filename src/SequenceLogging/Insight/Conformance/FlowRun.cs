using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Conformance;

/// <summary>The way of one journey through one flow, step by step.</summary>
internal sealed class FlowRun(FlowDefinition flow)
{
    /// <summary>Where a step is that has no place in the flow.</summary>
    public const int NoPlace = -1;

    private readonly bool[] _isMade = new bool[flow.Places.Count];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<FlowDeviation> _deviations = [];
    private int _highest = NoPlace;
    private int _steps;
    private DateTimeOffset _lastAt;

    /// <summary>A step of the flow was made.</summary>
    /// <param name="place">Its place in the flow, from 0, or <see cref="NoPlace"/>.</param>
    /// <param name="step">The step.</param>
    /// <param name="order">Where in the journey, from 1.</param>
    public void Make(int place, PathStep step, int order)
    {
        _steps++;
        if (place == NoPlace)
        {
            Note(DeviationKind.Unexpected, step, order);
            return;
        }

        if (!_names.Add(step.Step.Name))
        {
            Note(DeviationKind.Repeated, step, order);
        }
        else if (!_isMade[place])
        {
            MakeFirst(place, step, order);
        }

        _lastAt = step.Timestamp;
    }

    /// <summary>The journey as far as it is known.</summary>
    public FlowCheck End(SequenceStatus status)
    {
        for (var place = 0; place < _isMade.Length; place++)
        {
            if (_isMade[place] || flow.Places[place].IsOptional)
            {
                continue;
            }

            if (place < _highest)
            {
                _deviations.Add(new FlowDeviation(DeviationKind.Skipped, flow.Places[place].Label, null));
            }
            else if (status is SequenceStatus.Completed)
            {
                _deviations.Add(new FlowDeviation(DeviationKind.Missing, flow.Places[place].Label, null));
            }
        }

        return new FlowCheck(flow, _steps, _deviations);
    }

    private void MakeFirst(int place, PathStep step, int order)
    {
        if (place < _highest)
        {
            Note(DeviationKind.OutOfOrder, step, order);
        }

        if (_highest != NoPlace && flow.Places[place].Within is { } within && step.Timestamp - _lastAt > within)
        {
            Note(DeviationKind.Late, step, order);
        }

        _isMade[place] = true;
        _highest = Math.Max(_highest, place);
    }

    private void Note(DeviationKind kind, PathStep step, int order) =>
        _deviations.Add(new FlowDeviation(kind, step.Step.Name, order));
}
