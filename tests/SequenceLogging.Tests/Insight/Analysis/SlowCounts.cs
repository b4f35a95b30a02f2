using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Insight.Analysis;

/// <summary>Each number counted anew, in the plainest way and from whole journeys: by trying everything.</summary>
internal static class SlowCounts
{
    public static string[] Names(SequenceDetails journey) => [.. journey.Steps.Select(s => s.StepName.Value)];

    /// <summary>The steps without those that only tell the outcome of a step that said that it started.</summary>
    public static List<SequenceStep> Made(SequenceDetails journey) =>
    [
        .. journey.Steps.Where((step, i) => step.Status is StepStatus.Started
            || journey.Steps.Take(i).LastOrDefault(s => s.StepName == step.StepName)?.Status is not StepStatus.Started),
    ];

    /// <summary>How many steps of a funnel a journey reaches: the longest beginning for which there is a choice of steps that fits.</summary>
    public static int Reached(FunnelDefinition funnel, SequenceDetails journey)
    {
        var made = Made(journey);
        var reached = 0;
        while (reached < funnel.Steps.Count && Choices(funnel, made, reached + 1).Any())
        {
            reached++;
        }

        return reached;
    }

    public static bool IsInProgress(FunnelDefinition funnel, SequenceDetails journey, DateTimeOffset now)
    {
        var (made, reached) = (Made(journey), Reached(funnel, journey));
        return journey.Status is SequenceStatus.Active
            && reached < funnel.Steps.Count
            && (funnel.Idle is not { } idle || now - journey.UpdatedAt <= idle)
            && (funnel.Window is not { } window || reached == 0
                || StartsOf(funnel, made, reached).Any(start => now - start <= window));
    }

    private static IEnumerable<DateTimeOffset> StartsOf(FunnelDefinition funnel, List<SequenceStep> made, int reached)
    {
        if (funnel.Order is not FunnelOrder.Any)
        {
            return Choices(funnel, made, reached).Select(c => made[c.Min()].Timestamp);
        }

        // In any order an attempt may also begin with a step that stands behind the reached ones.
        return made.Where(s => funnel.Steps.Any(f => f.Names.Contains(s.StepName.Value)))
            .Where(s => Choices(funnel, [.. made.Where(m => m.Order >= s.Order && m.Timestamp - s.Timestamp <= funnel.Window)], reached).Any())
            .Select(s => s.Timestamp);
    }

    /// <summary>Every way to choose a step for each of the first places of a funnel.</summary>
    private static IEnumerable<int[]> Choices(FunnelDefinition funnel, List<SequenceStep> made, int places)
    {
        IEnumerable<int[]> choices = [[]];
        for (var place = 0; place < places; place++)
        {
            var names = funnel.Steps[place].Names;
            choices = choices.SelectMany(c => Enumerable.Range(0, made.Count)
                .Where(i => names.Contains(made[i].StepName.Value) && !c.Contains(i) && Fits(funnel, made, [.. c, i]))
                .Select(i => (int[])[.. c, i]));
        }

        return choices;
    }

    private static bool Fits(FunnelDefinition funnel, List<SequenceStep> made, int[] choice)
    {
        var last = choice.Length - 1;
        return (funnel.Order is FunnelOrder.Any || last == 0 || choice[last] > choice[last - 1])
            && (funnel.Order is not FunnelOrder.Strict || last == 0 || choice[last] == choice[last - 1] + 1)
            && (funnel.Window is not { } window || choice.Max(i => made[i].Timestamp) - choice.Min(i => made[i].Timestamp) <= window);
    }

    /// <summary>All that is not as the flow says, by kind and step, each with how often.</summary>
    public static IEnumerable<(DeviationKind Kind, string Step)> Deviations(FlowDefinition flow, SequenceDetails journey)
    {
        var made = Made(journey);
        var ofFlow = made.Where(s => s.Flow == flow.Name || PlaceOf(flow, s) >= 0).ToList();
        var known = ofFlow.Where(s => PlaceOf(flow, s) >= 0).ToList();
        if (ofFlow.Count == 0)
        {
            yield break;
        }

        for (var i = 0; i < known.Count; i++)
        {
            var earlier = known[..i];
            if (earlier.Exists(e => e.StepName == known[i].StepName))
            {
                yield return (DeviationKind.Repeated, known[i].StepName.Value);
                continue;
            }

            var place = PlaceOf(flow, known[i]);
            if (earlier.Exists(e => PlaceOf(flow, e) == place))
            {
                continue;
            }

            if (earlier.Exists(e => PlaceOf(flow, e) > place))
            {
                yield return (DeviationKind.OutOfOrder, known[i].StepName.Value);
            }

            if (i > 0 && known[i].Timestamp - known[i - 1].Timestamp > (flow.Places[place].Within ?? TimeSpan.MaxValue))
            {
                yield return (DeviationKind.Late, known[i].StepName.Value);
            }
        }

        foreach (var unexpected in ofFlow.Where(s => flow.IsDeclared && PlaceOf(flow, s) < 0))
        {
            yield return (DeviationKind.Unexpected, unexpected.StepName.Value);
        }

        var highest = known.Select(s => PlaceOf(flow, s)).DefaultIfEmpty(-1).Max();
        foreach (var (place, i) in flow.Places.Select((p, i) => (p, i)).Where(p => !p.p.IsOptional))
        {
            if (known.TrueForAll(s => PlaceOf(flow, s) != i) && (i < highest || journey.Status is SequenceStatus.Completed))
            {
                yield return (i < highest ? DeviationKind.Skipped : DeviationKind.Missing, place.Label);
            }
        }
    }

    public static bool CameTo(FlowDefinition flow, SequenceDetails journey) =>
        journey.Steps.Any(s => PlaceOf(flow, s) >= 0 || (flow.IsDeclared && s.Flow == flow.Name));

    private static int PlaceOf(FlowDefinition flow, SequenceStep step) =>
        flow.Places.ToList().FindIndex(p => p.Names.Contains(step.StepName.Value));
}
