using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Comparing;

/// <summary>Finds in what a journey differs from others that ended well.</summary>
internal sealed class JourneyComparer
{
    /// <summary>A wait differs when it is so many times as long as the longest of the others, and longer than a pause.</summary>
    private const double LongWait = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SequenceDetails _journey, _other;
    private readonly PeerSteps _usual;
    private readonly IReadOnlyList<(int One, int Other)> _pairs;
    private readonly int _lastPair;

    private JourneyComparer(SequenceDetails journey, IReadOnlyList<SequenceDetails> peers)
    {
        _journey = journey;
        _other = peers[0];
        _usual = new PeerSteps(peers);
        _pairs = StepAlignment.Pairs(NamesOf(journey), NamesOf(_other));
        _lastPair = _pairs.Select((p, at) => p.One >= 0 ? at : -1).DefaultIfEmpty(-1).Max();
    }

    /// <summary>Compares a journey with others that ended well.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="peers">The others, the most similar first; it is the one that stands beside the journey.</param>
    public static JourneyContrast Compare(SequenceDetails journey, IReadOnlyList<SequenceDetails> peers)
    {
        var comparer = new JourneyComparer(journey, peers);
        return new JourneyContrast
        {
            Journey = journey,
            Other = comparer._other,
            Peers = peers.Count,
            Steps = [.. comparer._pairs.Select(p => new StepPair(OrderOf(p.One), OrderOf(p.Other)))],
            Differences = [.. comparer.AtBeginning(), .. comparer.OnTheWay()],
        };
    }

    public static IReadOnlyList<string> NamesOf(SequenceDetails journey) => [.. journey.Steps.Select(s => s.StepName.Value)];

    private static int? OrderOf(int index) => index < 0 ? null : index + 1;

    private IEnumerable<JourneyDifference> AtBeginning()
    {
        if (_journey.Language is { } language && !_usual.Languages.Contains(language) && _usual.Languages.Count > 0)
        {
            yield return new(
                DifferenceKind.Property, 0, 0, $"the language is {language}; of the others it is {PeerSteps.ListOf(_usual.Languages)}");
        }

        foreach (var message in _usual.Unusual(_journey.Metadata, step: null))
        {
            yield return new(DifferenceKind.Property, 0, 0, message);
        }
    }

    private IEnumerable<JourneyDifference> OnTheWay()
    {
        var made = 0;
        for (var at = 0; at < _pairs.Count; at++)
        {
            var (i, j) = _pairs[at];
            if (i >= 0)
            {
                made = i + 1;
                foreach (var difference in AtStep(i, j))
                {
                    yield return difference;
                }
            }
            else if (at <= _lastPair)
            {
                yield return new(
                    DifferenceKind.Step, made, j + 1, $"the other made {_other.Steps[j].StepName} here; this one did not");
            }
            else
            {
                // All that comes behind the end is one difference: it ended.
                yield return new(
                    DifferenceKind.Step, made, j + 1, $"the other went on with {_other.Steps[j].StepName}; this one did not");
                yield break;
            }
        }
    }

    private IEnumerable<JourneyDifference> AtStep(int i, int j)
    {
        var step = _journey.Steps[i];
        if (j < 0)
        {
            yield return new(DifferenceKind.Step, i + 1, null, $"this one made {step.StepName} here; the other did not");
        }
        else if (step.Status != _other.Steps[j].Status)
        {
            yield return new(
                DifferenceKind.Outcome, i + 1, j + 1,
                $"{step.StepName} was {step.Status.ToText()} here and {_other.Steps[j].Status.ToText()} there{ReasonOf(step)}");
        }

        if (i > 0)
        {
            var before = _journey.Steps[i - 1];
            var wait = step.Timestamp - before.Timestamp;
            if (_usual.LongestWait(before.StepName, step.StepName) is { } longest && wait > Pause && wait > longest * LongWait)
            {
                yield return new(
                    DifferenceKind.Wait, i + 1, OrderOf(j),
                    $"{WaitText.Of(wait)} before {step.StepName}; of the others none took more than {WaitText.Of(WaitText.RoundUp(longest))}");
            }
        }

        foreach (var message in _usual.Unusual(step.Metadata, step.StepName))
        {
            yield return new(DifferenceKind.Property, i + 1, OrderOf(j), message);
        }
    }

    private static string ReasonOf(SequenceStep step)
    {
        var text = Excerpt.FirstLine(step.Status is StepStatus.Failed ? step.Error ?? step.Message : null);
        return text.IsEmpty ? "" : $": {Excerpt.Of(text)}";
    }
}
