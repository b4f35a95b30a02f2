using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Adds what a batch counted to the rows of one slot. Histograms are added up here, so that their rows are read, held and
/// written; a row that two make at once is a conflict, and the second one tries again.
/// </summary>
internal sealed class StatisticsSaving(StatisticsDelta delta, int slot)
{
    private readonly Dictionary<DayCell, Tally> _days = [];
    private readonly Dictionary<StepCell, Tally> _steps = [];
    private readonly Dictionary<TransitionCell, Tally> _transitions = [];

    /// <summary>Reads the rows that are there, and holds them.</summary>
    public void AddReading(Statements statements)
    {
        var days = delta.Days.Keys.ToArray();
        statements.AddIf(
            days.Length > 0,
            """
            SELECT x.day, x.kind, x.status, x.count, x.durations FROM daily_statistics x
              JOIN unnest($1::int[], $2::int[], $3::smallint[]) AS u (day, kind, status)
                ON x.day = u.day AND x.kind = u.kind AND x.status = u.status
             WHERE x.slot = $4 ORDER BY x.day, x.kind, x.status FOR UPDATE OF x
            """,
            Parameter.Ints(days.Select(c => c.Day)), Parameter.Ints(days.Select(c => c.Kind)),
            Parameter.Smalls(days.Select(c => (int)c.Status)), Parameter.Small(slot));
        var steps = delta.Steps.Keys.ToArray();
        statements.AddIf(
            steps.Length > 0,
            """
            SELECT x.month, x.kind, x.status, x.count, x.durations FROM step_statistics x
              JOIN unnest($1::int[], $2::int[], $3::smallint[]) AS u (month, kind, status)
                ON x.month = u.month AND x.kind = u.kind AND x.status = u.status
             WHERE x.slot = $4 ORDER BY x.month, x.kind, x.status FOR UPDATE OF x
            """,
            Parameter.Ints(steps.Select(c => c.Month)), Parameter.Ints(steps.Select(c => c.Kind)),
            Parameter.Smalls(steps.Select(c => (int)c.Status)), Parameter.Small(slot));
        var transitions = delta.Transitions.Keys.ToArray();
        statements.AddIf(
            transitions.Length > 0,
            """
            SELECT x.month, x.from_kind, x.to_kind, x.count, x.waits FROM step_transitions x
              JOIN unnest($1::int[], $2::int[], $3::int[]) AS u (month, from_kind, to_kind)
                ON x.month = u.month AND x.from_kind = u.from_kind AND x.to_kind = u.to_kind
             WHERE x.slot = $4 ORDER BY x.month, x.from_kind, x.to_kind FOR UPDATE OF x
            """,
            Parameter.Ints(transitions.Select(c => c.Month)), Parameter.Ints(transitions.Select(c => c.From)),
            Parameter.Ints(transitions.Select(c => c.To)), Parameter.Small(slot));
    }

    public async Task ReadAsync(Answers answers, CancellationToken cancellationToken)
    {
        var days = await answers.AllIfAsync(
            delta.Days.Count > 0,
            row => (new DayCell(row.GetInt32(0), row.GetInt32(1), (StepStatus)row.GetInt16(2)), Tally(row.GetInt64(3), row.Bytes(4))),
            cancellationToken).ConfigureAwait(false);
        var steps = await answers.AllIfAsync(
            delta.Steps.Count > 0,
            row => (new StepCell(row.GetInt32(0), row.GetInt32(1), (StepStatus)row.GetInt16(2)), Tally(row.GetInt64(3), row.Bytes(4))),
            cancellationToken).ConfigureAwait(false);
        var transitions = await answers.AllIfAsync(
            delta.Transitions.Count > 0,
            row => (new TransitionCell(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), Tally(row.GetInt64(3), row.Bytes(4))),
            cancellationToken).ConfigureAwait(false);
        foreach (var (cell, tally) in days)
        {
            _days.Add(cell, tally);
        }

        foreach (var (cell, tally) in steps)
        {
            _steps.Add(cell, tally);
        }

        foreach (var (cell, tally) in transitions)
        {
            _transitions.Add(cell, tally);
        }
    }

    /// <summary>Writes the sums.</summary>
    public void AddWriting(Statements statements)
    {
        foreach (var isNew in new[] { false, true })
        {
            var days = delta.Days.Where(d => _days.ContainsKey(d.Key) != isNew)
                .OrderBy(d => (d.Key.Day, d.Key.Kind, d.Key.Status))
                .Select(d => KeyValuePair.Create(d.Key, Sum(d.Value, _days.GetValueOrDefault(d.Key)))).ToArray();
            if (isNew)
            {
                InsertDays(statements, days, slot);
            }
            else
            {
                UpdateDays(statements, days, slot);
            }

            var steps = delta.Steps.Where(s => _steps.ContainsKey(s.Key) != isNew).OrderBy(s => (s.Key.Month, s.Key.Kind, s.Key.Status)).ToArray();
            statements.AddIf(
                steps.Length > 0,
                isNew
                    ? """
                      INSERT INTO step_statistics (month, kind, status, slot, count, durations)
                      SELECT u.month, u.kind, u.status, $6, u.count, u.durations
                        FROM unnest($1::int[], $2::int[], $3::smallint[], $4::bigint[], $5::bytea[]) AS u (month, kind, status, count, durations)
                      """
                    : """
                      UPDATE step_statistics x SET count = u.count, durations = u.durations
                        FROM unnest($1::int[], $2::int[], $3::smallint[], $4::bigint[], $5::bytea[]) AS u (month, kind, status, count, durations)
                       WHERE x.month = u.month AND x.kind = u.kind AND x.status = u.status AND x.slot = $6
                      """,
                Parameter.Ints(steps.Select(s => s.Key.Month)),
                Parameter.Ints(steps.Select(s => s.Key.Kind)),
                Parameter.Smalls(steps.Select(s => (int)s.Key.Status)),
                Parameter.Numbers(steps.Select(s => s.Value.Count + (_steps.GetValueOrDefault(s.Key)?.Count ?? 0))),
                Parameter.Blobs(steps.Select(s => Sum(s.Value, _steps.GetValueOrDefault(s.Key)).Durations.ToArray())),
                Parameter.Small(slot));
            var transitions = delta.Transitions.Where(t => _transitions.ContainsKey(t.Key) != isNew)
                .OrderBy(t => (t.Key.Month, t.Key.From, t.Key.To)).ToArray();
            statements.AddIf(
                transitions.Length > 0,
                isNew
                    ? """
                      INSERT INTO step_transitions (month, from_kind, to_kind, slot, count, waits)
                      SELECT u.month, u.from_kind, u.to_kind, $6, u.count, u.waits
                        FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::bytea[]) AS u (month, from_kind, to_kind, count, waits)
                      """
                    : """
                      UPDATE step_transitions x SET count = u.count, waits = u.waits
                        FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::bytea[]) AS u (month, from_kind, to_kind, count, waits)
                       WHERE x.month = u.month AND x.from_kind = u.from_kind AND x.to_kind = u.to_kind AND x.slot = $6
                      """,
                Parameter.Ints(transitions.Select(t => t.Key.Month)),
                Parameter.Ints(transitions.Select(t => t.Key.From)),
                Parameter.Ints(transitions.Select(t => t.Key.To)),
                Parameter.Numbers(transitions.Select(t => t.Value.Count + (_transitions.GetValueOrDefault(t.Key)?.Count ?? 0))),
                Parameter.Blobs(transitions.Select(t => Sum(t.Value, _transitions.GetValueOrDefault(t.Key)).Durations.ToArray())),
                Parameter.Small(slot));
        }
    }

    /// <summary>Adds rows of days that are not there yet.</summary>
    public static void InsertDays(Statements statements, KeyValuePair<DayCell, Tally>[] days, int slot) => statements.AddIf(
        days.Length > 0,
        """
        INSERT INTO daily_statistics (day, kind, status, slot, count, durations)
        SELECT u.day, u.kind, u.status, $6, u.count, u.durations
          FROM unnest($1::int[], $2::int[], $3::smallint[], $4::bigint[], $5::bytea[]) AS u (day, kind, status, count, durations)
        """,
        ParametersOf(days, slot));

    private static void UpdateDays(Statements statements, KeyValuePair<DayCell, Tally>[] days, int slot) => statements.AddIf(
        days.Length > 0,
        """
        UPDATE daily_statistics x SET count = u.count, durations = u.durations
          FROM unnest($1::int[], $2::int[], $3::smallint[], $4::bigint[], $5::bytea[]) AS u (day, kind, status, count, durations)
         WHERE x.day = u.day AND x.kind = u.kind AND x.status = u.status AND x.slot = $6
        """,
        ParametersOf(days, slot));

    private static NpgsqlParameter[] ParametersOf(KeyValuePair<DayCell, Tally>[] days, int slot) =>
    [
        Parameter.Ints(days.Select(d => d.Key.Day)),
        Parameter.Ints(days.Select(d => d.Key.Kind)),
        Parameter.Smalls(days.Select(d => (int)d.Key.Status)),
        Parameter.Numbers(days.Select(d => d.Value.Count)),
        Parameter.Blobs(days.Select(d => d.Value.Durations.ToArray())),
        Parameter.Small(slot),
    ];

    private static Tally Tally(long count, byte[] durations) => new() { Count = count, Durations = DurationHistogram.Read(durations) };

    private static Tally Sum(Tally added, Tally? known)
    {
        var sum = new Tally();
        sum.Add(added);
        if (known is not null)
        {
            sum.Add(known);
        }

        return sum;
    }
}
