using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Texts;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// The store's numbers for pairs of component and step name. New ones are added in a transaction of their own, before that of the
/// batch, so that nodes wait for each other only that long; one that is used by no step in the end does no harm. They are
/// remembered, until an erasure somewhere has renamed one.
/// </summary>
internal sealed class StepKinds(Database database)
{
    // Applications that put data into step names must not fill the memory with them.
    private const int MostRemembered = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Component, string StepName), StepKind> _known = [];
    private long _renamed;

    public StepKind? Find(string component, string stepName)
    {
        lock (_lock)
        {
            return _known.GetValueOrDefault((component, stepName));
        }
    }

    /// <summary>Finds or adds the kinds that somebody is about to use.</summary>
    /// <returns>All that were asked for, but those whose name is none.</returns>
    public async Task<Dictionary<(string Component, string StepName), StepKind>> GetAsync(
        IEnumerable<(string Component, string StepName)> steps, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), StepKind>();
        var missing = new Dictionary<(string, string), byte[]>();
        foreach (var step in steps.Where(s => StepName.TryParse(s.StepName, out _)))
        {
            if (Find(step.Component, step.StepName) is { } kind)
            {
                found.Add(step, kind);
            }
            else
            {
                missing.Add(step, KeyHash.Of(step.Component, step.StepName));
            }
        }

        if (missing.Count > 0)
        {
            var kinds = await database.RunAsync((work, token) => AddAsync(work, missing, token), cancellationToken).ConfigureAwait(false);
            foreach (var (step, kind) in kinds)
            {
                found[step] = kind;
                Remember(step, kind);
            }
        }

        return found;
    }

    /// <summary>Forgets all where kinds were renamed since.</summary>
    /// <param name="renamed">How often the store has renamed any.</param>
    /// <returns>Whether what was remembered still holds.</returns>
    public bool IsUpToDate(long renamed)
    {
        lock (_lock)
        {
            if (_renamed == renamed)
            {
                return true;
            }

            _known.Clear();
            _renamed = renamed;
            return false;
        }
    }

    private static async Task<Dictionary<(string, string), StepKind>> AddAsync(
        Work work, Dictionary<(string Component, string StepName), byte[]> steps, CancellationToken cancellationToken)
    {
        var known = await FindAsync(work, Work.Begin, steps, cancellationToken).ConfigureAwait(false);
        var added = steps.Where(s => !known.ContainsKey(s.Key)).ToArray();
        if (added.Length > 0)
        {
            // Whoever adds kinds has this row until the end; then the others see them.
            var number = "UPDATE store_numbers SET value = value + 0 WHERE name = 'step_kinds'";
            known = await FindAsync(work, number, steps, cancellationToken).ConfigureAwait(false);
            added = [.. steps.Where(s => !known.ContainsKey(s.Key))];
        }

        using var save = work.Statements()
            .AddIf(
                added.Length > 0,
                """
                INSERT INTO step_kinds (id, hash, component, step_name)
                SELECT (SELECT value FROM store_numbers WHERE name = 'step_kinds') + u.number, u.hash, u.component, u.step_name
                  FROM unnest($1::int[], $2::bytea[], $3::text[], $4::text[]) AS u (number, hash, component, step_name)
                RETURNING id, component, step_name
                """,
                Parameter.Ints(Enumerable.Range(1, added.Length)),
                Parameter.Blobs(added.Select(s => s.Value)),
                Parameter.Texts(added.Select(s => s.Key.Component)),
                Parameter.Texts(added.Select(s => s.Key.StepName)))
            .AddIf(
                added.Length > 0,
                "UPDATE store_numbers SET value = value + $1 WHERE name = 'step_kinds'",
                Parameter.Number(added.Length))
            .Add("COMMIT");
        var answers = await save.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        foreach (var kind in await answers.AllIfAsync(added.Length > 0, Rows.ReadKind, cancellationToken).ConfigureAwait(false))
        {
            known[(kind.Component, kind.StepName)] = kind;
        }

        await answers.FinishAsync(cancellationToken).ConfigureAwait(false);
        return known;
    }

    private static async Task<Dictionary<(string, string), StepKind>> FindAsync(
        Work work, string first, Dictionary<(string, string), byte[]> steps, CancellationToken cancellationToken)
    {
        using var find = work.Statements()
            .Add(first)
            .Add("SELECT id, component, step_name FROM step_kinds WHERE hash = ANY($1)", Parameter.Blobs(steps.Values));
        var answers = await find.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var kinds = await answers.AllAsync(Rows.ReadKind, cancellationToken).ConfigureAwait(false);
        return kinds.ToDictionary(k => (k.Component, k.StepName));
    }

    private void Remember((string, string) step, StepKind kind)
    {
        lock (_lock)
        {
            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            _known[step] = kind;
        }
    }

    private static class Rows
    {
        public static StepKind ReadKind(Npgsql.NpgsqlDataReader row) => new(row.GetInt32(0), row.Text(1), row.Text(2));
    }
}
