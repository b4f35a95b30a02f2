using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Conformance;

/// <summary>Checks journeys against flows, in time that grows with the steps and with the places of the flows they came to.</summary>
internal sealed class FlowChecker
{
    private readonly IReadOnlyList<FlowDefinition> _flows;
    private readonly Dictionary<string, Membership[]> _memberships = new(StringComparer.Ordinal);

    public FlowChecker(IReadOnlyList<FlowDefinition> flows)
    {
        _flows = flows;
        var known = from flow in Enumerable.Range(0, flows.Count)
                    from place in Enumerable.Range(0, flows[flow].Places.Count)
                    from name in flows[flow].Places[place].Names
                    select (Name: name, Membership: new Membership(flow, place));
        foreach (var name in known.ToLookup(k => k.Name, k => k.Membership, StringComparer.Ordinal))
        {
            _memberships[name.Key] = [.. name, .. Unexpected(name.Key, [.. name])];
        }
    }

    /// <summary>One check for each flow that the journey came to, in the order of the flows.</summary>
    public IEnumerable<FlowCheck> Check(SequencePath path)
    {
        SortedList<int, FlowRun>? runs = null;
        var outcomes = StepOutcomes.Of(path);
        for (var i = 0; i < path.Steps.Count; i++)
        {
            if (outcomes[i])
            {
                continue;
            }

            foreach (var (flow, place) in MembershipsOf(path.Steps[i].Step.Name))
            {
                runs ??= [];
                if (!runs.TryGetValue(flow, out var run))
                {
                    runs.Add(flow, run = new FlowRun(_flows[flow]));
                }

                run.Make(place, path.Steps[i], i + 1);
            }
        }

        return runs?.Values.Select(run => run.End(path.Header.Status)) ?? [];
    }

    private Membership[] MembershipsOf(string name)
    {
        if (!_memberships.TryGetValue(name, out var memberships))
        {
            _memberships.Add(name, memberships = Unexpected(name, []));
        }

        return memberships;
    }

    /// <summary>The flows that a name tells and that were declared without it.</summary>
    private Membership[] Unexpected(string name, Membership[] known)
    {
        if (!StepName.TryGetFlow(name, out var range, out _))
        {
            return [];
        }

        var told = name[range];
        return
        [
            .. Enumerable.Range(0, _flows.Count)
                .Where(f => _flows[f].IsDeclared && _flows[f].Name == told && !known.Any(k => k.Flow == f))
                .Select(f => new Membership(f, FlowRun.NoPlace)),
        ];
    }

    private readonly record struct Membership(int Flow, int Place);
}
