using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Rendering;

/// <summary>Something that has its place in a timeline.</summary>
/// <param name="At">When.</param>
internal abstract record Moment(DateTimeOffset At)
{
    /// <summary>
    /// All that happened in a journey. Steps stand in their order, whatever their clocks say; links, the
    /// errors between steps, the statuses given by name and the gaps stand behind the step that they came after.
    /// </summary>
    public static IEnumerable<Moment> AllOf(SequenceDetails journey)
    {
        var links = new Queue<SequenceLink>(journey.Links.OrderBy(l => l.FirstSeen));
        var errors = new Queue<SequenceError>(journey.Errors.Where(e => e.StepName is null).OrderBy(e => e.Order));
        var statuses = new Queue<SequenceStatusChange>(journey.StatusChanges.OrderBy(c => c.Order));
        var losses = new Queue<SequenceLoss>(journey.Losses.OrderBy(l => l.Order));
        foreach (var step in journey.Steps.OrderBy(s => s.Order))
        {
            foreach (var earlier in Before(step))
            {
                yield return earlier;
            }

            yield return new StepMoment(step);
        }

        foreach (var rest in Before(null))
        {
            yield return rest;
        }

        IEnumerable<Moment> Before(SequenceStep? next)
        {
            var moments = new List<Moment>();
            while (links.TryPeek(out var link) && (next is null || link.FirstSeen < next.Timestamp))
            {
                moments.Add(new LinkMoment(links.Dequeue()));
            }

            while (errors.TryPeek(out var error) && (next is null || error.Order < next.Order))
            {
                moments.Add(new ErrorMoment(errors.Dequeue()));
            }

            while (statuses.TryPeek(out var change) && (next is null || change.Order < next.Order))
            {
                moments.Add(new StatusMoment(statuses.Dequeue()));
            }

            while (losses.TryPeek(out var loss) && (next is null || loss.Order < next.Order))
            {
                moments.Add(new LossMoment(losses.Dequeue()));
            }

            return moments.OrderBy(m => m.At);
        }
    }
}

internal sealed record StepMoment(SequenceStep Step) : Moment(Step.Timestamp);

internal sealed record LinkMoment(SequenceLink Link) : Moment(Link.FirstSeen);

internal sealed record ErrorMoment(SequenceError Error) : Moment(Error.Timestamp);

internal sealed record LossMoment(SequenceLoss Loss) : Moment(Loss.From);

internal sealed record StatusMoment(SequenceStatusChange Change) : Moment(Change.Timestamp);
