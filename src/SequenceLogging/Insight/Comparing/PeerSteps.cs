using System.Text.Json;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Comparing;

/// <summary>What is usual in journeys that ended well: their waits, and the values of their properties.</summary>
internal sealed class PeerSteps
{
    /// <summary>
    /// A property tells something when it has few values: ids, amounts and times are different in every journey, and that they are
    /// is no difference.
    /// </summary>
    private const int MostValues = 3;

    private readonly Dictionary<(StepName From, StepName To), TimeSpan> _longest = [];
    private readonly Dictionary<(StepName? Step, string Name), Values> _values = [];

    public PeerSteps(IReadOnlyList<SequenceDetails> peers)
    {
        foreach (var peer in peers)
        {
            Learn(peer);
        }

        Languages = [.. peers.Select(p => p.Language).OfType<string>().Distinct()];
        HasOnePeer = peers.Count == 1;
    }

    public IReadOnlyCollection<string> Languages { get; }

    private bool HasOnePeer { get; }

    /// <summary>The longest time that any of them took from one step to the next; null where none went that way.</summary>
    public TimeSpan? LongestWait(StepName from, StepName to) =>
        _longest.TryGetValue((from, to), out var longest) ? longest : null;

    /// <summary>The properties whose value none of them had at this step, in words.</summary>
    /// <param name="metadata">The metadata of the journey (where <paramref name="step"/> is null) or of a step.</param>
    /// <param name="step">The step.</param>
    public IEnumerable<string> Unusual(string? metadata, StepName? step) =>
        from property in PropertiesOf(metadata)
        let values = _values.GetValueOrDefault((step, property.Name))
        where values is not null && (HasOnePeer || values.Tells) && !values.Seen.Contains(property.Value)
        select $"{property.Name} is {Excerpt.Of(property.Value)}{(step is { } name ? $" at {name}" : "")}; "
            + $"of the others it is {ListOf(values.Seen)}";

    public static string ListOf(IReadOnlyCollection<string> values) =>
        string.Join(" or ", values.Order(StringComparer.Ordinal).Select(v => Excerpt.Of(v)));

    private void Learn(SequenceDetails peer)
    {
        Learn(peer.Metadata, null);
        for (var i = 0; i < peer.Steps.Count; i++)
        {
            var step = peer.Steps[i];
            Learn(step.Metadata, step.StepName);
            if (i > 0)
            {
                var (way, wait) = ((peer.Steps[i - 1].StepName, step.StepName), step.Timestamp - peer.Steps[i - 1].Timestamp);
                _longest[way] = _longest.TryGetValue(way, out var longest) && longest > wait ? longest : wait;
            }
        }
    }

    private void Learn(string? metadata, StepName? step)
    {
        foreach (var (name, value) in PropertiesOf(metadata))
        {
            if (!_values.TryGetValue((step, name), out var values))
            {
                _values.Add((step, name), values = new Values());
            }

            values.Count++;
            if (values.Seen.Count <= MostValues)
            {
                values.Seen.Add(value);
            }
        }
    }

    private static List<(string Name, string Value)> PropertiesOf(string? metadata)
    {
        var properties = new List<(string, string)>();
        if (metadata is null)
        {
            return properties;
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                foreach (var member in document.RootElement.EnumerateObject())
                {
                    if (member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && PropertyQuery.TextOf(member) is { } property)
                    {
                        properties.Add(property);
                    }
                }
            }
        }
        catch (JsonException)
        {
            // What another program wrote there has no properties.
        }

        return properties;
    }

    private sealed class Values
    {
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }

        /// <summary>Few values, each of them seen more than once on the average.</summary>
        public bool Tells => Seen.Count <= MostValues && Count >= Seen.Count * 2;
    }
}
