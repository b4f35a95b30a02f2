using SequenceLogging.Journeys;

namespace SequenceLogging.Summaries;

/// <summary>
/// How long a journey was in each of its flows: the time from a step to the next one belongs to the flow of the first, and that
/// behind the last step to its flow. Parts add up: together they are the time from the first step that names a flow to the end.
/// A step whose name tells no flow goes on with the one before it.
/// </summary>
internal static class FlowTimes
{
    /// <summary>So many flows of one journey are told, those that took longest.</summary>
    private const int MostFlows = 50;

    /// <summary>Milliseconds by flow, in the order in which the journey came to them.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Of(IReadOnlyList<SequenceStep> steps, DateTimeOffset end)
    {
        var order = new List<string>();
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        string? flow = null;
        for (var i = 0; i < steps.Count; i++)
        {
            flow = steps[i].Flow ?? flow;
            if (flow is null)
            {
                continue;
            }

            // Steps of two processes whose clocks differ may seem to go back; that is no time that anybody spent.
            var until = i + 1 < steps.Count ? steps[i + 1].Timestamp : end;
            var spent = Math.Max(0, (until - steps[i].Timestamp).TotalMilliseconds);
            if (times.TryAdd(flow, 0))
            {
                order.Add(flow);
            }

            times[flow] += spent;
        }

        var told = times.Count <= MostFlows
            ? null
            : times.OrderByDescending(t => t.Value).Take(MostFlows).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        return [.. order.Where(f => told?.Contains(f) ?? true).Select(f => KeyValuePair.Create(f, Math.Round(times[f], 1)))];
    }
}
