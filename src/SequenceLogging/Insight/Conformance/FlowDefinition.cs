using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Insight.Conformance;

/// <summary>
/// The steps of a flow in their order: as the names that were logged tell it, or as it is declared in code,
/// <c>FlowDefinition.Create("CreateAd").Step("CreateAd_Step_1_Start").Optional("CreateAd_Step_2_Photo")</c>. It never changes:
/// each call gives another one.
/// </summary>
public sealed class FlowDefinition
{
    private FlowDefinition(string name, IReadOnlyList<FlowPlace> places, bool isDeclared) =>
        (Name, Places, IsDeclared) = (name, places, isDeclared);

    /// <summary>Its name, <c>CreateAd</c>.</summary>
    public string Name { get; }

    /// <summary>Its places in their order.</summary>
    public IReadOnlyList<FlowPlace> Places { get; }

    /// <summary>Whether it was declared in code: then a step whose name tells this flow and that is not in it is unexpected.</summary>
    public bool IsDeclared { get; }

    /// <summary>A flow without steps yet.</summary>
    /// <param name="name">Its name, as the names of its steps begin.</param>
    public static FlowDefinition Create(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new FlowDefinition(name, [], isDeclared: true);
    }

    /// <summary>The flows that the names of the counted steps tell, in the order of their names.</summary>
    public static IReadOnlyList<FlowDefinition> Learn(StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return
        [
            .. statistics.Steps.Select(s => s.Step.Name).Distinct(StringComparer.Ordinal)
                .Select(Read).OfType<(string Flow, int Number, string Name)>()
                .GroupBy(s => s.Flow, StringComparer.Ordinal)
                .OrderBy(flow => flow.Key, StringComparer.Ordinal)
                .Select(flow => new FlowDefinition(flow.Key, PlacesOf(flow), isDeclared: false)),
        ];
    }

    /// <summary>This flow with one more step.</summary>
    /// <param name="name">The whole name of the step.</param>
    /// <param name="within">How long after the flow's step before it may be made; null for any time.</param>
    public FlowDefinition Step(string name, TimeSpan? within = null) => With([name], isOptional: false, within);

    /// <summary>This flow with one more step that a journey may pass over.</summary>
    /// <inheritdoc cref="Step"/>
    public FlowDefinition Optional(string name, TimeSpan? within = null) => With([name], isOptional: true, within);

    /// <summary>This flow with one more place, at which any one of these steps is made.</summary>
    /// <param name="names">The whole names of the steps.</param>
    public FlowDefinition OneOf(params IReadOnlyList<string> names) => With(names, isOptional: false, within: null);

    /// <summary>How a journey went through this flow.</summary>
    public FlowCheck Check(SequencePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FlowChecker([this]).Check(path).FirstOrDefault() ?? new FlowCheck(this, 0, []);
    }

    /// <inheritdoc cref="Check(SequencePath)"/>
    public FlowCheck Check(SequenceDetails journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return Check(new SequencePath(
            journey,
            [.. journey.Steps.Select(s => new PathStep(new NamedStep(s.Component, s.StepName.Value), s.Status, s.Timestamp))]));
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private FlowDefinition With(IReadOnlyList<string> names, bool isOptional, TimeSpan? within)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            throw new ArgumentException($"A place of flow {Name} needs the name of a step.", nameof(names));
        }

        foreach (var name in names)
        {
            _ = new StepName(name);
        }

        if (Places.SelectMany(p => p.Names).Concat(names).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Key} is in flow {Name} already. A step has one place in its flow.", nameof(names));
        }

        if (within is { } limit && (Places.Count == 0 || limit <= TimeSpan.Zero))
        {
            throw new ArgumentException(
                $"The time limit of {names[0]} is {limit}; it must be above zero, and the step behind another one of flow {Name}.",
                nameof(within));
        }

        return new FlowDefinition(Name, [.. Places, new FlowPlace(Places.Count + 1, [.. names], isOptional, within)], isDeclared: true);
    }

    private static (string Flow, int Number, string Name)? Read(string name) =>
        StepName.TryGetFlow(name, out var flow, out var number) ? (name[flow], number, name) : null;

    private static IReadOnlyList<FlowPlace> PlacesOf(IEnumerable<(string Flow, int Number, string Name)> steps) =>
    [
        .. steps.GroupBy(s => s.Number).OrderBy(place => place.Key)
            .Select(place => new FlowPlace(place.Key, [.. place.Select(s => s.Name).Order(StringComparer.Ordinal)])),
    ];
}
