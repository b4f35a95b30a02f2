using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Insight.Components;

/// <summary>How the components fared over some days, and what went wrong in them.</summary>
public sealed record ComponentReport
{
    /// <summary>The first day, UTC.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last day, UTC; it counts whole.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The components, the one with most steps first.</summary>
    public required IReadOnlyList<ComponentFigures> Components { get; init; }

    /// <summary>
    /// Whether there were more errors than are read at once (<see cref="ErrorQuery.MaxLimit"/>), so that the groups tell of
    /// the newest alone. The counts of steps are whole all the same.
    /// </summary>
    public bool ErrorsAreCut { get; init; }

    /// <summary>So many of the newest errors of a component are told.</summary>
    private const int MostRecent = 10;

    /// <summary>Puts together what was counted and what was read.</summary>
    /// <param name="firstDay">The first day.</param>
    /// <param name="lastDay">The last day.</param>
    /// <param name="counts">The counts of these days.</param>
    /// <param name="errors">Their errors, newest first.</param>
    internal static ComponentReport Of(
        DateOnly firstDay, DateOnly lastDay, IReadOnlyList<DailyStepCount> counts, IReadOnlyList<StoredError> errors)
    {
        var groups = ErrorGroup.Of(errors).ToLookup(g => g.Component);
        var recent = errors.ToLookup(e => e.Component);
        var steps = counts.ToLookup(c => c.Step.Component);

        // An error outside of steps may be the only thing that a component ever said.
        var names = steps.Select(s => s.Key).Union(groups.Select(g => g.Key));
        return new ComponentReport
        {
            FirstDay = firstDay,
            LastDay = lastDay,
            Components =
            [
                .. names.Select(name => ComponentFigures.Of(name, [.. steps[name]], [.. groups[name]], [.. recent[name].Take(MostRecent)]))
                    .OrderByDescending(c => c.Figures.TotalSteps)
                    .ThenBy(c => c.Component, StringComparer.Ordinal),
            ],
            ErrorsAreCut = errors.Count >= ErrorQuery.MaxLimit,
        };
    }
}

/// <summary>How one component fared.</summary>
/// <param name="Component">The component; null for steps that name none.</param>
/// <param name="Figures">All its steps together.</param>
/// <param name="Steps">By name, the most frequent first.</param>
/// <param name="Days">By day, the first one first; days without a step are left out.</param>
/// <param name="Errors">What went wrong, the most frequent first.</param>
/// <param name="RecentErrors">The newest errors, at most ten, newest first.</param>
public sealed record ComponentFigures(
    string? Component,
    StepFigures Figures,
    IReadOnlyList<NamedFigures> Steps,
    IReadOnlyList<DayFigures> Days,
    IReadOnlyList<ErrorGroup> Errors,
    IReadOnlyList<StoredError> RecentErrors)
{
    internal static ComponentFigures Of(
        string? component, IReadOnlyList<DailyStepCount> counts, IReadOnlyList<ErrorGroup> errors, IReadOnlyList<StoredError> recent) => new(
        component,
        StepFigures.Of(counts),
        [
            .. counts.GroupBy(c => c.Step.Name, StringComparer.Ordinal)
                .Select(g => new NamedFigures(g.Key, StepFigures.Of(g)))
                .OrderByDescending(s => s.Figures.TotalSteps)
                .ThenBy(s => s.Step, StringComparer.Ordinal),
        ],
        [.. counts.GroupBy(c => c.Day).OrderBy(g => g.Key).Select(g => new DayFigures(g.Key, StepFigures.Of(g)))],
        errors,
        recent);
}

/// <summary>How the steps of one name fared.</summary>
/// <param name="Step">The name.</param>
/// <param name="Figures">How.</param>
public sealed record NamedFigures(string Step, StepFigures Figures);

/// <summary>How the steps of one day fared.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Figures">How.</param>
public sealed record DayFigures(DateOnly Day, StepFigures Figures);
