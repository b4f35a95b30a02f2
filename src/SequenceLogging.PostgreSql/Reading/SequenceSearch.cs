using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Statistics;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>
/// Finds sequences, and the ways that they took, all as of one moment. Whether a property has a value is looked at here: the
/// server's JSON functions differ from those of others where the JSON is odd.
/// </summary>
internal sealed class SequenceSearch(Work work, SequenceQuery query, CancellationToken cancellationToken)
{
    private const int FewestAtOnce = 200;

    /// <summary>Where so many others at most lie between the sequences, the steps between the first and the last are read.</summary>
    private const int MostOthers = 4;

    public static async Task<IReadOnlyList<SequenceHeader>> FindAsync(Work work, SequenceQuery query, CancellationToken cancellationToken)
    {
        var search = new SequenceSearch(work, query, cancellationToken);
        await search.BeginAsync().ConfigureAwait(false);
        var found = await search.FindAsync().ConfigureAwait(false);
        await search.EndAsync().ConfigureAwait(false);
        return found;
    }

    public static async Task<IReadOnlyList<SequencePath>> ReadPathsAsync(
        Work work, SequenceQuery query, CancellationToken cancellationToken)
    {
        var search = new SequenceSearch(work, query, cancellationToken);
        await search.BeginAsync().ConfigureAwait(false);
        var paths = await search.WithStepsAsync(await search.FindAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await search.EndAsync().ConfigureAwait(false);
        return paths;
    }

    private async Task<List<SequenceHeader>> FindAsync()
    {
        var steps = default(StepConditions);
        if (query is not { Flow: null, StepName: null })
        {
            steps = await StepConditionsAsync().ConfigureAwait(false);
            if (steps.Kinds.Any(kinds => kinds.Length == 0))
            {
                return [];
            }
        }

        if (query.Property is not { } property)
        {
            return await AskAsync(query, steps).ConfigureAwait(false);
        }

        var found = new List<SequenceHeader>();
        for (var page = query with { Limit = Math.Max(FewestAtOnce, query.Limit) }; ;)
        {
            var candidates = await AskAsync(page, steps).ConfigureAwait(false);
            var inSteps = await HaveInStepsAsync(candidates.Where(h => !property.Fits(h.Metadata)), property).ConfigureAwait(false);
            found.AddRange(candidates.Where(h => property.Fits(h.Metadata) || inSteps.Contains(h.SequenceId)).Take(query.Limit - found.Count));
            if (found.Count == query.Limit || candidates.Count < page.Limit)
            {
                return found;
            }

            page = page with { Before = candidates[^1].SequenceId };
        }
    }

    private Task<List<SequenceHeader>> AskAsync(SequenceQuery page, StepConditions? steps) =>
        AskAsync(ask => HeaderQuery.Add(ask, page, steps), Headers.Read);

    private async Task<StepConditions> StepConditionsAsync()
    {
        List<int[]> kinds = [];
        if (query.StepName is { } step)
        {
            var named = await AskAsync(
                ask => ask.Add("SELECT id FROM step_kinds WHERE step_name = $1", Parameter.Text(step)), row => row.GetInt32(0))
                .ConfigureAwait(false);
            kinds.Add([.. named]);
        }

        if (query.Flow is { } flow)
        {
            kinds.Add(await KindsOfFlowAsync(flow).ConfigureAwait(false));
        }

        var behind = await AskAsync(
            ask => ask.Add(
                """
                SELECT n.value FROM store_numbers n JOIN store_numbers p ON p.value > n.value
                 WHERE n.name = 'noted_position' AND p.name = 'position'
                """),
            row => row.GetInt64(0)).ConfigureAwait(false);
        return new StepConditions(kinds, behind.Count == 0 ? null : behind[0]);
    }

    private async Task<int[]> KindsOfFlowAsync(string flow)
    {
        // What a name tells is the library's to say; the server only passes over those that tell another flow in any case.
        var kinds = await AskAsync(
            ask => ask.Add("SELECT id, step_name, $1 FROM step_kinds WHERE strpos(step_name, $1) = 1", Parameter.Text(flow)),
            row => (Id: row.GetInt32(0), Name: row.StepOrNull(1), Flow: row.Text(2))).ConfigureAwait(false);
        return [.. kinds.Where(k => k.Name?.Flow == k.Flow).Select(k => k.Id)];
    }

    private async Task<HashSet<SequenceId>> HaveInStepsAsync(IEnumerable<SequenceHeader> headers, PropertyQuery property)
    {
        var sequences = headers.Select(h => h.SequenceId.ToInt64()).ToArray();
        if (sequences.Length == 0)
        {
            return [];
        }

        var steps = await AskAsync(
            ask => ask.Add(
                $"SELECT t.sequence, t.metadata FROM steps t WHERE t.sequence = ANY($3) AND {HeaderQuery.MayHave("t.metadata", "$1", "$2")}",
                Parameter.Text(property.Name), Parameter.Text(property.Value), Parameter.Numbers(sequences)),
            row => (Sequence: row.GetInt64(0), Fits: property.Fits(row.TextOrNull(1)))).ConfigureAwait(false);
        return [.. steps.Where(s => s.Fits).Select(s => SequenceId.FromInt64(s.Sequence))];
    }

    private async Task<IReadOnlyList<SequencePath>> WithStepsAsync(List<SequenceHeader> headers)
    {
        if (headers.Count == 0)
        {
            return [];
        }

        var steps = headers.ToDictionary(h => h.SequenceId.ToInt64(), _ => new List<PathStep>());
        var (lowest, highest) = (headers[^1].SequenceId.ToInt64(), headers[0].SequenceId.ToInt64());
        var isDense = highest - lowest < (long)headers.Count * MostOthers;
        var rows = await AskAsync(
            ask => ask.Add(
                "SELECT sequence, kind, status, timestamp FROM steps WHERE "
                + (isDense ? "sequence BETWEEN $1 AND $2" : "sequence = ANY($1)") + " ORDER BY sequence, step_order",
                isDense ? [Parameter.Number(lowest), Parameter.Number(highest)] : [Parameter.Numbers(steps.Keys)]),
            row => (Sequence: row.GetInt64(0), Kind: row.GetInt32(1), Status: (StepStatus)row.GetInt16(2), At: row.Time(3)))
            .ConfigureAwait(false);
        var kinds = (await AskAsync(
            ask => ask.Add(
                "SELECT id, component, step_name FROM step_kinds WHERE id = ANY($1)", Parameter.Ints(rows.Select(r => r.Kind).Distinct())),
            row => (Id: row.GetInt32(0), Step: new NamedStep(row.Text(1).NullWhenEmpty(), row.Text(2))))
            .ConfigureAwait(false)).ToDictionary(k => k.Id, k => k.Step);
        foreach (var row in rows)
        {
            if (steps.TryGetValue(row.Sequence, out var path))
            {
                path.Add(new PathStep(kinds[row.Kind], row.Status, row.At));
            }
        }

        return [.. headers.Select(h => new SequencePath(h, steps[h.SequenceId.ToInt64()]))];
    }

    private async Task BeginAsync()
    {
        using var begin = work.Statements().Add(Work.BeginQuestion);
        await begin.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        using var end = work.Statements().Add("COMMIT");
        await end.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<T>> AskAsync<T>(Action<Statements> question, Func<Npgsql.NpgsqlDataReader, T> read)
    {
        using var ask = work.Statements();
        question(ask);
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        return await answers.AllAsync(read, cancellationToken).ConfigureAwait(false);
    }
}
