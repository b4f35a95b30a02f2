using SequenceLogging.Sqlite.Tests.Prompt;

namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>
/// Compares a store with what its writers were acknowledged, row by row and by SQL alone, and tells every fault that it
/// finds.
/// </summary>
/// <param name="store">The file.</param>
/// <param name="acknowledged">What its writers were told.</param>
/// <param name="stepsEach">How many steps were logged in each sequence.</param>
/// <param name="areLeased">Whether ids were leased: then a beginning is in the books, and a gap is right that is noted as leased.</param>
internal sealed class StoreCheck(string store, Acknowledged acknowledged, int stepsEach, bool areLeased = false)
{
    public IReadOnlyList<string> FindFaults()
    {
        using var prompt = new SqlPrompt(store);
        return
        [
            .. Integrity(prompt), .. Ids(prompt), .. Steps(prompt), .. Ways(prompt), .. Counters(prompt), .. Statistics(prompt), .. Books(prompt),
        ];
    }

    private static IEnumerable<string> Integrity(SqlPrompt prompt) =>
        prompt.Column("PRAGMA integrity_check").Where(line => line != "ok").Select(line => $"integrity: {line}");

    private IEnumerable<string> Ids(SqlPrompt prompt)
    {
        var stored = prompt.Column("SELECT sequence_id FROM global_sequences").ToHashSet();
        foreach (var id in acknowledged.Begun.GroupBy(id => id))
        {
            if (id.Count() > 1)
            {
                yield return $"{id.Key} was issued {id.Count()} times";
            }

            if (!stored.Contains(id.Key.ToString()))
            {
                yield return $"{id.Key} was issued and has no sequence";
            }
        }
    }

    private IEnumerable<string> Steps(SqlPrompt prompt)
    {
        var steps = prompt
            .Rows("SELECT sequence_id, step_order, step_name FROM global_sequence_steps ORDER BY sequence_id, step_order", 3)
            .GroupBy(row => row[0]!, row => $"{row[1]}. {row[2]}")
            .ToDictionary(rows => rows.Key, rows => rows.ToList());
        foreach (var (id, found) in steps)
        {
            if (!found.SequenceEqual(Expected(found.Count)))
            {
                yield return $"{id} has its steps as {string.Join(", ", found)}";
            }
        }

        foreach (var id in acknowledged.Logged)
        {
            if (!steps.TryGetValue(id.ToString(), out var found) || found.Count != stepsEach)
            {
                yield return $"{id} has {found?.Count ?? 0} steps of {stepsEach}";
            }
        }

        static IEnumerable<string> Expected(int count) => Enumerable.Range(1, count).Select(n => $"{n}. Step {n}");
    }

    /// <summary>From the last step of a sequence the way goes back over all of them, one after the other.</summary>
    private static IEnumerable<string> Ways(SqlPrompt prompt) => prompt
        .Rows(
            """
            SELECT s.sequence_id, 'last', s.last_step FROM sequences s
             WHERE s.last_step IS NOT (SELECT max(id) FROM steps t WHERE t.sequence = s.id)
            UNION ALL
            SELECT s.sequence_id, t.id, t.previous
              FROM (SELECT id, sequence, previous, lag(id) OVER (PARTITION BY sequence ORDER BY step_order) AS before FROM steps) t
              LEFT JOIN sequences s ON s.id = t.sequence
             WHERE t.previous IS NOT t.before
            """,
            3)
        .Take(3).Select(row => $"the way back of {row[0]} leads from {row[1]} to {row[2] ?? "nowhere"}");

    /// <summary>
    /// The numbers of a month rise by one from 1 to the counter: issuing an id and making its sequence are one act. Where they were
    /// leased, those that nobody used are noted.
    /// </summary>
    private IEnumerable<string> Counters(SqlPrompt prompt)
    {
        var leased = prompt.Rows("SELECT year, month, first, last FROM id_gaps WHERE reason = 'leased'", 4)
            .Where(_ => areLeased)
            .Select(row => (Month: $"{row[0]}-{row[1]}", First: int.Parse(row[2]!, null), Last: int.Parse(row[3]!, null)))
            .ToList();
        var last = prompt.Rows("SELECT year, month, counter FROM sequence_counter", 3)
            .ToDictionary(row => $"{row[0]}-{row[1]}", row => long.Parse(row[2]!, null));
        foreach (var month in prompt.Column("SELECT sequence_id FROM sequences ORDER BY id")
            .Select(text => SequenceId.Parse(text!)).GroupBy(id => $"{id.Year}-{id.Month}"))
        {
            var counter = last.GetValueOrDefault(month.Key);
            var used = month.Select(id => id.Number)
                .Union(leased.Where(gap => gap.Month == month.Key)
                    .SelectMany(gap => Enumerable.Range(gap.First, gap.Last - gap.First + 1)).Select(n => (long)n))
                .ToList();
            if (!used.Order().SequenceEqual(Enumerable.Range(1, used.Count).Select(n => (long)n)))
            {
                yield return $"the numbers of {month.Key} have a gap";
            }

            if (used.Max() != counter)
            {
                yield return $"the counter of {month.Key} is {counter}";
            }
        }
    }

    private static IEnumerable<string> Statistics(SqlPrompt prompt) =>
    [
        .. Differences(
            prompt,
            "steps",
            "SELECT kind, status, sum(count) FROM step_statistics GROUP BY kind, status",
            "SELECT kind, status, count(*) FROM steps GROUP BY kind, status"),
        .. Differences(
            prompt,
            "transitions",
            "SELECT from_kind, to_kind, sum(count) FROM step_transitions GROUP BY from_kind, to_kind",
            """
            SELECT a.kind, b.kind, count(*)
              FROM steps a JOIN steps b ON b.sequence = a.sequence AND b.step_order = a.step_order + 1
             GROUP BY a.kind, b.kind
            """),
        .. Differences(
            prompt,
            "sequences",
            "SELECT 0, substr(name, 11), value FROM store_totals WHERE name LIKE 'sequences\\_%' ESCAPE '\\' AND value <> 0",
            "SELECT 0, status, count(*) FROM global_sequences GROUP BY status"),
        .. Differences(
            prompt,
            "step counts",
            "SELECT id, 0, step_count FROM sequences WHERE step_count > 0",
            "SELECT sequence, 0, count(*) FROM steps GROUP BY sequence"),
    ];

    private static IEnumerable<string> Differences(SqlPrompt prompt, string what, string kept, string recounted)
    {
        var differences = prompt.Rows($"SELECT * FROM ({kept} EXCEPT {recounted})", 3)
            .Concat(prompt.Rows($"SELECT * FROM ({recounted} EXCEPT {kept})", 3));
        return differences.Take(3).Select(row => $"statistics of {what}: {string.Join(' ', row)}");
    }

    private IEnumerable<string> Books(SqlPrompt prompt)
    {
        var totals = prompt.Rows("SELECT outcome, sum(count) FROM delivery_totals GROUP BY outcome", 2)
            .ToDictionary(row => row[0]!, row => long.Parse(row[1]!, null));
        var (emitted, stored) = (totals.GetValueOrDefault("emitted"), totals.GetValueOrDefault("stored"));
        var lost = new[] { "duplicate", "rejected", "dropped" }.Sum(outcome => totals.GetValueOrDefault(outcome));
        if (emitted != stored + lost)
        {
            yield return $"the store's books do not balance: emitted {emitted}, stored {stored}, others {lost}";
        }

        var steps = long.Parse(prompt.Value("SELECT count(*) FROM steps")!, null);
        var beginnings = areLeased ? long.Parse(prompt.Value("SELECT count(*) FROM sequences")!, null) : 0;
        if (stored < steps || stored > steps + beginnings)
        {
            yield return $"the store's books say {stored} stored, and there are {steps} steps";
        }

        foreach (var books in acknowledged.Books.Where(b => b[0] != b[1..].Sum()))
        {
            yield return $"a writer's books do not balance: {string.Join(' ', books)}";
        }
    }
}
