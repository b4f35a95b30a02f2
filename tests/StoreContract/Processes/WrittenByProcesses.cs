using System.Globalization;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract.Processes;

/// <summary>What processes say to have written to a new store; compares it with what the store answers, and tells every fault.</summary>
internal sealed class WrittenByProcesses(int stepsEach)
{
    private readonly List<SequenceId> _begun = [];

    /// <summary>Whether one process has issued an id between two of another.</summary>
    public bool HaveMet { get; private set; }

    /// <summary>Adds what processes that ran at the same time have begun, each in its order.</summary>
    public void Add(IReadOnlyList<IReadOnlyList<SequenceId>> runs)
    {
        _begun.AddRange(runs.SelectMany(run => run));
        var ranges = runs.Select(run => (First: run.Min(), Last: run.Max())).OrderBy(range => range.First).ToList();
        HaveMet |= ranges.Zip(ranges.Skip(1)).Any(pair => pair.Second.First < pair.First.Last);
    }

    /// <returns>A line for each; none where all is well.</returns>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(ISequenceReader reader, CancellationToken cancellationToken)
    {
        var journeys = new List<SequenceDetails>();
        var faults = new List<string>();
        foreach (var id in _begun.Distinct())
        {
            if (await reader.GetDetailsAsync(id, cancellationToken) is { } journey)
            {
                journeys.Add(journey);
            }
            else
            {
                faults.Add($"{id} was issued and has no sequence");
            }
        }

        var statistics = await reader.GetStatisticsAsync(cancellationToken);
        var accounts = (await reader.ExamineAsync(cancellationToken)).Ids;
        return
        [
            .. faults, .. Ids(), .. Steps(journeys), .. Statistics(statistics, journeys),
            .. await StepStatisticsAsync(reader, journeys, cancellationToken), .. Accounts(accounts),
        ];
    }

    private IEnumerable<string> Ids()
    {
        foreach (var id in _begun.GroupBy(id => id).Where(same => same.Count() > 1))
        {
            yield return $"{id.Key} was issued {id.Count()} times";
        }

        foreach (var month in _begun.Distinct().GroupBy(MonthOf))
        {
            if (month.Max(id => id.Number) != month.Count())
            {
                yield return $"the numbers of {month.Key} have a gap: {month.Count()} up to {month.Max(id => id.Number)}";
            }
        }
    }

    private IEnumerable<string> Steps(List<SequenceDetails> journeys)
    {
        var expected = Enumerable.Range(1, stepsEach).Select(n => (n, Last: n.ToString(CultureInfo.InvariantCulture))).ToList();
        return journeys
            .Where(j => !j.Steps.Select(s => (s.Order, s.Message?.Split(' ')[^1] ?? "")).SequenceEqual(expected))
            .Select(j => $"{j.SequenceId} has its steps as {string.Join(", ", j.Steps.Select(s => $"{s.Order}. {s.Message}"))}");
    }

    private IEnumerable<string> Statistics(SystemStatistics statistics, List<SequenceDetails> journeys)
    {
        var (sequences, steps) = (_begun.Distinct().Count(), journeys.Sum(j => j.Steps.Count));
        if ((statistics.Sequences.Total, statistics.Sequences.Active) != (sequences, sequences))
        {
            yield return $"statistics: {statistics.Sequences.Total} sequences, {statistics.Sequences.Active} active, of {sequences}";
        }

        if ((statistics.Steps.Total, statistics.Components.Sum(c => c.TotalSteps)) != (steps, steps))
        {
            yield return $"statistics: {statistics.Steps.Total} steps, {statistics.Components.Sum(c => c.TotalSteps)} by component, of {steps}";
        }

        if (statistics.Delivery is var books && (books.Emitted, books.Stored) != (steps, steps))
        {
            yield return $"statistics: {books.Emitted} records emitted, {books.Stored} stored, of {steps}";
        }
    }

    private static async Task<IEnumerable<string>> StepStatisticsAsync(
        ISequenceReader reader, List<SequenceDetails> journeys, CancellationToken cancellationToken)
    {
        var kept = await reader.GetStepStatisticsAsync(0, 999_912, cancellationToken);
        var pairs = journeys.Sum(j => Math.Max(0, j.Steps.Count - 1));
        var steps = journeys.SelectMany(j => j.Steps).GroupBy(s => s.StepName.Value).ToDictionary(same => same.Key, same => (long)same.Count());
        var counted = kept.Steps.GroupBy(s => s.Step.Name).ToDictionary(same => same.Key, same => same.Sum(s => s.Count));
        return
        [
            .. steps.Keys.Union(counted.Keys)
                .Where(name => steps.GetValueOrDefault(name) != counted.GetValueOrDefault(name))
                .Select(name => $"statistics of steps: {counted.GetValueOrDefault(name)} of {name}, of {steps.GetValueOrDefault(name)}"),
            .. kept.Transitions.Sum(t => t.Count) is var told && told == pairs
                ? Array.Empty<string>() : [$"statistics of steps: {told} pairs of neighbours, of {pairs}"],
        ];
    }

    private IEnumerable<string> Accounts(IReadOnlyList<IdAccount> accounts)
    {
        var used = accounts.ToDictionary(a => a.Month, a => (a.Last, a.Used));
        foreach (var month in _begun.Distinct().GroupBy(MonthOf))
        {
            var (last, count) = used.GetValueOrDefault(month.Key);
            if (last != month.Max(id => id.Number) || count != last)
            {
                yield return $"the account of {month.Key} has {count} numbers in use up to {last}";
            }
        }
    }

    private static string MonthOf(SequenceId id) => FormattableString.Invariant($"{id.Year:D4}-{id.Month:D2}");
}
