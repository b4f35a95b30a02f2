using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Texts;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Loads what a batch needs to know, and takes the rows that it is going to change, always in the same order, so that no two
/// transactions wait for each other in a circle: users, counters, sequences by id; the saving goes on from there.
/// </summary>
internal sealed class BatchLoading(Work work, StepKinds kinds)
{
    private readonly HashSet<long> _present = [];

    /// <summary>What was found.</summary>
    public Knowledge Known { get; } = new();

    /// <summary>Counters that the transaction has for itself.</summary>
    public HashSet<MonthKey> HeldCounters { get; } = [];

    /// <summary>How far the producer's records were taken before; 0 where the batch is nobody's stream.</summary>
    public long Written { get; private set; }

    /// <summary>The position behind which there are steps without their places; null where there are none.</summary>
    public long? UnnotedBehind { get; private set; }

    /// <summary>Begins the transaction, and looks without taking anything but the producer's own row.</summary>
    /// <returns>False where the kinds of steps are to be looked up anew.</returns>
    public async Task<bool> LookAsync(BatchReferences references, string? producer, CancellationToken cancellationToken)
    {
        using var look = work.Statements().Add(Work.Begin);
        if (producer is not null)
        {
            look.Add("INSERT INTO delivery_positions (producer, position) VALUES ($1, 0) ON CONFLICT DO NOTHING", Parameter.Text(producer));
            look.Add("SELECT position FROM delivery_positions WHERE producer = $1 FOR UPDATE", Parameter.Text(producer));
        }

        var (hasKeys, hasEvents, hasMonths) = (references.Keys.Count > 0, references.EventIds.Count > 0, references.Months.Count > 0);
        look.Add(
                """
                SELECT r.value, n.value, n.value < p.value FROM store_numbers r, store_numbers n, store_numbers p
                 WHERE r.name = 'kinds_renamed' AND n.name = 'noted_position' AND p.name = 'position'
                """)
            .AddIf(
                hasKeys, "SELECT key, sequence FROM sequence_keys WHERE hash = ANY($1)",
                Parameter.Blobs(references.Keys.Select(k => KeyHash.Of(k))))
            .AddIf(hasEvents, "SELECT id FROM event_ids WHERE id = ANY($1)", Parameter.Blobs(references.EventIds))
            .AddIf(references.Sequences.Count > 0, "SELECT id FROM sequences WHERE id = ANY($1)", Parameter.Numbers(references.Sequences))
            .AddIf(
                hasMonths,
                """
                SELECT c.year, c.month, c.counter FROM sequence_counter c
                  JOIN unnest($1::int[], $2::int[]) AS u (year, month) ON u.year = c.year AND u.month = c.month
                """,
                Parameter.Ints(references.Months.Select(m => m.Year)),
                Parameter.Ints(references.Months.Select(m => m.Month)));

        var answers = await look.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var positions = await answers.AllIfAsync(producer is not null, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        Written = positions.FirstOrDefault();
        var numbers = await answers.AllAsync(
            row => (Renamed: row.GetInt64(0), Noted: row.GetInt64(1), IsBehind: row.GetBoolean(2)), cancellationToken).ConfigureAwait(false);
        UnnotedBehind = numbers[0].IsBehind ? numbers[0].Noted : null;
        foreach (var (key, sequence) in await answers.AllIfAsync(hasKeys, row => (row.Text(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
        {
            Known.Keys[key] = sequence;
        }

        Known.Events.UnionWith(
            await answers.AllIfAsync(hasEvents, row => Convert.ToHexString(row.Bytes(0)), cancellationToken).ConfigureAwait(false));
        _present.UnionWith(
            await answers.AllIfAsync(references.Sequences.Count > 0, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false));
        AddCounters(await answers.AllIfAsync(hasMonths, ReadCounter, cancellationToken).ConfigureAwait(false));
        return kinds.IsUpToDate(numbers[0].Renamed);
    }

    /// <summary>Takes the rows that the batch may change.</summary>
    /// <returns>False where one of them went away in between, or another counter is needed: then all is to be begun again.</returns>
    public async Task<bool> TakeAsync(BatchNeeds needs, CancellationToken cancellationToken)
    {
        var references = needs.References;
        if (references.Users.Count > 0 && !await TakeUsersAsync(references.Users, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var counters = CountersToHold(needs);
        var sequences = references.Sequences.Concat(Known.Keys.Values).Concat(Known.Open.Values.SelectMany(o => o)).ToHashSet();
        using var take = work.Statements()
            .AddIf(
                counters.Length > 0,
                """
                SELECT c.year, c.month, c.counter FROM sequence_counter c
                  JOIN unnest($1::int[], $2::int[]) AS u (year, month) ON u.year = c.year AND u.month = c.month
                 ORDER BY c.year, c.month FOR UPDATE OF c
                """,
                Parameter.Ints(counters.Select(c => c.Year)),
                Parameter.Ints(counters.Select(c => c.Month)))
            .AddIf(
                sequences.Count > 0,
                """
                SELECT id, status, step_count, last_step_kind, last_step_at, updated_at, completed_at, row_count, bytes,
                       user_id IS NULL AND username IS NULL AND language IS NULL AND metadata IS NULL
                  FROM sequences WHERE id = ANY($1) ORDER BY id FOR UPDATE
                """,
                Parameter.Numbers(sequences.Order()));
        if (take.IsEmpty)
        {
            return true;
        }

        var answers = await take.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        AddCounters(await answers.AllIfAsync(counters.Length > 0, ReadCounter, cancellationToken).ConfigureAwait(false));
        HeldCounters.UnionWith(counters);
        foreach (var sequence in await answers.AllIfAsync(sequences.Count > 0, ReadSequence, cancellationToken).ConfigureAwait(false))
        {
            Known.Sequences.Add(sequence.State.Sequence, sequence);
        }

        // What was there a moment ago and is not now was erased or pruned, and is looked for again as one that was never there.
        return sequences.All(s => Known.Sequences.ContainsKey(s) || (references.Sequences.Contains(s) && !_present.Contains(s)));
    }

    private async Task<bool> TakeUsersAsync(IEnumerable<UserId> users, CancellationToken cancellationToken)
    {
        var names = users.Select(u => u.Value).Order(StringComparer.Ordinal).ToArray();
        using var take = work.Statements()
            .Add("INSERT INTO users (user_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", Parameter.Texts(names))
            .Add("SELECT user_id FROM users WHERE user_id = ANY($1) ORDER BY user_id FOR UPDATE", Parameter.Texts(names))
            .Add("SELECT user_id, id FROM sequences WHERE user_id = ANY($1) AND completed_at IS NULL", Parameter.Texts(names));
        var answers = await take.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var taken = await answers.AllAsync(row => row.Text(0), cancellationToken).ConfigureAwait(false);
        foreach (var (user, sequence) in await answers.AllAsync(row => (row.Text(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
        {
            if (!Known.Open.TryGetValue(user, out var open))
            {
                Known.Open.Add(user, open = []);
            }

            open.Add(sequence);
        }

        return taken.Count == names.Length;
    }

    /// <summary>
    /// Counters are what all nodes write to, and so are held only where ids are issued, or an unknown id is above its counter.
    /// </summary>
    private MonthKey[] CountersToHold(BatchNeeds needs)
    {
        var months = needs.Issuing.ToHashSet();
        foreach (var sequence in needs.References.Sequences.Where(s => !_present.Contains(s)))
        {
            if (SequenceId.TryFromInt64(sequence, out var id) && id.Number > Known.LastNumber(id.Year, id.Month))
            {
                months.Add((id.Year, id.Month));
            }
        }

        return [.. months.Order().Select(m => new MonthKey(m.Item1, m.Item2))];
    }

    private void AddCounters(IEnumerable<(MonthKey Month, long Counter)> counters)
    {
        foreach (var (month, counter) in counters)
        {
            Known.Counters[month] = counter;
        }
    }

    private static (MonthKey Month, long Counter) ReadCounter(NpgsqlDataReader row) =>
        (new MonthKey(row.GetInt32(0), row.GetInt32(1)), row.GetInt64(2));

    private static KnownSequence ReadSequence(NpgsqlDataReader row) => new(
        new SequenceState
        {
            Sequence = row.GetInt64(0),
            Status = (SequenceStatus)row.GetInt16(1),
            StepCount = row.GetInt32(2),

            // Only its number is needed. Joined to the names, a row that was waited for would be there without the name that it has now.
            LastStep = row.IsDBNull(3) ? null : new StepKind(row.GetInt32(3), "", ""),
            LastStepAt = row.NumberOrNull(4) ?? 0,
            UpdatedAt = row.GetInt64(5),
            CompletedAt = row.NumberOrNull(6),
        },
        row.GetInt32(7),
        row.GetInt64(8),
        row.GetBoolean(9));
}
