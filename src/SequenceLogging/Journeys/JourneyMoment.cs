namespace SequenceLogging.Journeys;

/// <summary>Something that has its place in a timeline.</summary>
/// <param name="At">When.</param>
public abstract record JourneyMoment(DateTimeOffset At)
{
    /// <summary>
    /// All that happened in a journey, from its beginning. Steps stand in their order, whatever their clocks say; links, the
    /// errors between steps, the statuses given by name and the gaps stand behind the step that they came after.
    /// </summary>
    public static IEnumerable<JourneyMoment> AllOf(SequenceDetails journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return Walk(journey);
    }

    private protected static T Check<T>(T part)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(part);
        return part;
    }

    private static IEnumerable<JourneyMoment> Walk(SequenceDetails journey)
    {
        yield return new BeginMoment(journey.CreatedAt);
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

        IEnumerable<JourneyMoment> Before(SequenceStep? next)
        {
            var moments = new List<JourneyMoment>();
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

/// <summary>The journey begins.</summary>
/// <param name="At">When.</param>
public sealed record BeginMoment(DateTimeOffset At) : JourneyMoment(At);

/// <summary>A step is made.</summary>
/// <param name="Step">The step.</param>
public sealed record StepMoment(SequenceStep Step) : JourneyMoment(Check(Step).Timestamp);

/// <summary>The journey is linked to a thing outside.</summary>
/// <param name="Link">The link.</param>
public sealed record LinkMoment(SequenceLink Link) : JourneyMoment(Check(Link).FirstSeen);

/// <summary>Something goes wrong between steps.</summary>
/// <param name="Error">The error.</param>
public sealed record ErrorMoment(SequenceError Error) : JourneyMoment(Check(Error).Timestamp);

/// <summary>From here on something is missing.</summary>
/// <param name="Loss">The gap.</param>
public sealed record LossMoment(SequenceLoss Loss) : JourneyMoment(Check(Loss).From);

/// <summary>The journey is given a status by name.</summary>
/// <param name="Change">The status.</param>
public sealed record StatusMoment(SequenceStatusChange Change) : JourneyMoment(Check(Change).Timestamp);
