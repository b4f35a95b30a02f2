using SequenceLogging.Insight.Comparing;
using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Insight.Health;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight;

/// <content>What goes wrong, where, and why.</content>
public sealed partial class JourneyAnalysis
{
    /// <summary>
    /// Open sequences that wait for longer than others did at the same place, the shortest wait first: whoever is stuck since an hour
    /// ago can still be helped.
    /// </summary>
    /// <param name="rules">From when on a sequence is stuck; the defaults of <see cref="StuckRules"/> where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The rules are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public ValueTask<IReadOnlyList<StuckSequence>> FindStuckAsync(
        StuckRules? rules = null, CancellationToken cancellationToken = default)
    {
        rules ??= new StuckRules();
        ThrowIfAny(rules.Validate(), nameof(rules));
        return new StuckFinder(reader, time, rules).FindAsync(cancellationToken);
    }

    /// <summary>Those of the sequences that fit which failed, newest id first, each with its last error.</summary>
    /// <param name="query">The sequences; its status is not looked at. The newest 20 where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public ValueTask<IReadOnlyList<FailedSequence>> FindFailedAsync(
        SequenceQuery? query = null, CancellationToken cancellationToken = default) =>
        FailedSequence.FindAsync(reader, query ?? Everything, cancellationToken);

    /// <summary>How the components fared from one day to another.</summary>
    /// <param name="firstDay">The first day, UTC.</param>
    /// <param name="lastDay">The last day; it counts whole.</param>
    /// <param name="step">Only steps of this name, and their errors; all where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <remarks>
    /// The counts were kept as the steps arrived, those of pruned sequences among them. The errors are read from the sequences that
    /// are still there.
    /// </remarks>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<ComponentReport> GetComponentsAsync(
        DateOnly firstDay, DateOnly lastDay, string? step = null, CancellationToken cancellationToken = default)
    {
        if (lastDay < firstDay)
        {
            throw new ArgumentException($"The last day, {lastDay:yyyy-MM-dd}, is before the first, {firstDay:yyyy-MM-dd}.", nameof(lastDay));
        }

        var counts = await reader.GetDailyStatisticsAsync(firstDay, lastDay, cancellationToken).ConfigureAwait(false);
        var errors = await ReadErrorsAsync(firstDay, lastDay, cancellationToken).ConfigureAwait(false);
        return step is null
            ? ComponentReport.Of(firstDay, lastDay, counts, errors)
            : ComponentReport.Of(
                firstDay, lastDay, [.. counts.Where(c => c.Step.Name == step)], [.. errors.Where(e => e.StepName?.Value == step)]);
    }

    /// <summary>The sequences of a group of errors, newest id first; as many as its <see cref="ErrorGroup.Sequences"/> says.</summary>
    /// <param name="group">The group.</param>
    /// <param name="report">The report that it is of.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public async ValueTask<IReadOnlyList<SequenceHeader>> OpenErrorsAsync(
        ErrorGroup group, ComponentReport report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(report);
        var errors = await ReadErrorsAsync(report.FirstDay, report.LastDay, cancellationToken).ConfigureAwait(false);
        var found = new List<SequenceHeader>();
        foreach (var id in errors.Where(group.Holds).Select(e => e.SequenceId).Distinct().OrderDescending())
        {
            // One that was pruned or erased in between is not there any more.
            if (await reader.GetDetailsAsync(id, cancellationToken).ConfigureAwait(false) is { } journey)
            {
                found.Add(journey);
            }
        }

        return found;
    }

    /// <summary>What is lost, fails more than before, is stuck, slow, or silent, in words.</summary>
    /// <param name="rules">From when on a change is worth a word; the defaults of <see cref="HealthRules"/> where null.</param>
    /// <param name="stuck">From when on a sequence is stuck; the defaults of <see cref="StuckRules"/> where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The rules are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public ValueTask<HealthReport> GetHealthAsync(
        HealthRules? rules = null, StuckRules? stuck = null, CancellationToken cancellationToken = default)
    {
        (rules, stuck) = (rules ?? new HealthRules(), stuck ?? new StuckRules());
        ThrowIfAny([.. rules.Validate(), .. stuck.Validate()], nameof(rules));
        return new HealthReporter(reader, time, rules, stuck).ReportAsync(cancellationToken);
    }

    /// <summary>A journey beside the completed ones that are most like it.</summary>
    /// <param name="id">The journey: one that failed, or is stuck.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null where no sequence was completed that has a step in common with it.</returns>
    /// <exception cref="KeyNotFoundException">There is no sequence of that id.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public ValueTask<JourneyContrast?> CompareAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        new TwinFinder(reader).CompareAsync(id, cancellationToken);

    /// <summary>A journey beside another one.</summary>
    /// <exception cref="KeyNotFoundException">There is no sequence of one of the ids.</exception>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public ValueTask<JourneyContrast> CompareAsync(
        SequenceId id, SequenceId other, CancellationToken cancellationToken = default) =>
        new TwinFinder(reader).CompareAsync(id, other, cancellationToken);

    /// <summary>Everything that happened to an entity, over all journeys that are linked to it, in one timeline.</summary>
    /// <param name="entity">As <c>payments:TE5768</c> or <c>payments:ton_payment:TE5768</c>.</param>
    /// <param name="mostSequences">At most so many journeys, the newest; from 1 to one less than <see cref="SequenceQuery.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public ValueTask<EntityTrace> TraceAsync(
        ComponentQuery entity, int mostSequences = EntityTrace.DefaultMostSequences, CancellationToken cancellationToken = default) =>
        EntityTrace.ReadAsync(reader, entity, mostSequences, cancellationToken);

    private ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken) => reader.ReadErrorsAsync(
            new ErrorQuery
            {
                From = new DateTimeOffset(firstDay, default, TimeSpan.Zero),
                Before = lastDay == DateOnly.MaxValue ? null : new DateTimeOffset(lastDay.AddDays(1), default, TimeSpan.Zero),
                Limit = ErrorQuery.MaxLimit,
            },
            cancellationToken);

    private static void ThrowIfAny(IReadOnlyList<string> errors, string name)
    {
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), name);
        }
    }
}
