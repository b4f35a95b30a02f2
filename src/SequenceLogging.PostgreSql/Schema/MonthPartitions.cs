using System.Globalization;
using Npgsql;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Schema;

/// <summary>
/// The partitions of the tables that have a row for each sequence or more: one for each month from the one in which the store was
/// made, ready before the month begins, and one for all that has none. So nothing ever waits for a partition or fails for want of
/// one; and where the role may not make any, all goes on in that one.
/// </summary>
internal sealed class MonthPartitions(Database database, TimeProvider time)
{
    private const int MonthsAhead = 2;

    /// <summary>What a server had no time for may go better later; not with each write, since all writers wait meanwhile.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>What each table is partitioned by; the numbers of a month are next to each other.</summary>
    public static readonly (string Table, string Column)[] Tables =
    [
        ("sequences", "id"), ("steps", "sequence"), ("errors", "sequence"), ("status_changes", "sequence"), ("links", "sequence"),
        ("losses", "sequence"),
    ];

    private int _doneFor;
    private int _isMaking;
    private DateTimeOffset _notBefore;

    /// <summary>The numbers of a month: from the first to the one above the last.</summary>
    public static (long First, long End) RangeOf(int year, int month)
    {
        var months = ((long)year * 12) + month - 1;
        return (months << 40, (months + 1) << 40);
    }

    public static string NameOf(string table, int year, int month) => FormattableString.Invariant($"{table}_{year:D4}_{month:D2}");

    public static void AddDefaults(Statements statements)
    {
        foreach (var (table, _) in Tables)
        {
            statements.Add($"CREATE TABLE {table}_default PARTITION OF {table} DEFAULT");
        }

        // Headers are changed again and again: room beside a row keeps the new one out of the indexes.
        statements.Add("ALTER TABLE sequences_default SET (fillfactor = 80)");
    }

    /// <summary>
    /// Call before writing: makes this month's partitions and those ahead, once a month and process. It throws only where it is
    /// given up; whoever writes next begins anew then. While one makes them nobody else waits.
    /// </summary>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var month = (now.Year * 12) + now.Month;
        if (Volatile.Read(ref _doneFor) == month || Interlocked.Exchange(ref _isMaking, 1) == 1)
        {
            return;
        }

        try
        {
            if (now >= _notBefore || now < _notBefore - Rest)
            {
                await MakeAsync(now, MonthsAhead, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _doneFor, month);
            }
        }
        catch (SequenceStoreException e) when (IsHarmless(e))
        {
            Volatile.Write(ref _doneFor, month);
        }
        catch (SequenceStoreException e)
        {
            _notBefore = now + Rest;
            Trouble.Report("Partitions were not made, and rows go to the default ones as long: {0}", e.Message);
        }
        finally
        {
            Volatile.Write(ref _isMaking, 0);
        }
    }

    /// <summary>Drops the partitions of months that are over and have no rows any more. It never throws.</summary>
    public async Task DropEmptyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var there = await database.RunAsync(FindAsync, cancellationToken).ConfigureAwait(false) ?? [];
            var now = time.GetUtcNow();
            var last = NameOf("", now.Year, now.Month);
            foreach (var suffix in there.Where(n => n.StartsWith("sequences_", StringComparison.Ordinal) && !n.EndsWith("_default", StringComparison.Ordinal))
                .Select(n => n["sequences".Length..]).Where(s => string.CompareOrdinal(s, last) < 0).Order(StringComparer.Ordinal))
            {
                string[] partitions = [.. Tables.Select(t => t.Table + suffix).Where(there.Contains)];
                await database.RunAsync((work, token) => DropEmptyAsync(work, partitions, token), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SequenceStoreException e)
        {
            if (!IsHarmless(e) && e.Kind is not StoreErrorKind.Busy)
            {
                Trouble.Report("Empty partitions were not dropped: {0}", e.Message);
            }
        }
    }

    /// <summary>Makes the partitions of a month and of some behind it, as far as they are not there.</summary>
    public async Task MakeAsync(DateTimeOffset from, int monthsAhead, CancellationToken cancellationToken)
    {
        var first = new DateTime(from.UtcDateTime.Year, from.UtcDateTime.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        var there = await database.RunAsync(FindAsync, cancellationToken).ConfigureAwait(false);
        for (var ahead = 0; ahead <= monthsAhead && there is not null; ahead++)
        {
            if (first > DateTime.MaxValue.AddMonths(-ahead))
            {
                return;
            }

            var month = first.AddMonths(ahead);
            var missing = Tables.Where(t => !there.Contains(NameOf(t.Table, month.Year, month.Month))).ToArray();
            if (missing.Length > 0)
            {
                try
                {
                    await database.RunAsync((work, token) => MakeAsync(work, missing, month, token), cancellationToken).ConfigureAwait(false);
                }
                catch (SequenceStoreException e) when (StateOf(e) is PostgresErrorCodes.CheckViolation)
                {
                    // Rows of this month are in the default partition already, and stay there; the months behind it have theirs.
                }
            }
        }
    }

    /// <summary>The partitions that are there; null where the tables have none.</summary>
    private static async Task<HashSet<string>?> FindAsync(Work work, CancellationToken cancellationToken)
    {
        using var ask = work.Statements().Add(
            """
            SELECT c.relname FROM pg_catalog.pg_inherits i
              JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
              JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
              JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
             WHERE n.nspname = current_schema() AND p.relkind = 'p'
            """);
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        var names = await answers.AllAsync(row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return names.Count == 0 ? null : [.. names];
    }

    private static async Task MakeAsync(Work work, (string Table, string Column)[] missing, DateTime month, CancellationToken cancellationToken)
    {
        // Whoever makes a partition keeps all writers out as long, and looks through the default one: better none than that for long.
        var (start, end) = RangeOf(month.Year, month.Month);
        using var make = work.Statements()
            .Add(Work.Begin)
            .Add("SET LOCAL lock_timeout = '1s'")
            .Add("SET LOCAL statement_timeout = '3s'");
        foreach (var (table, _) in missing)
        {
            var name = NameOf(table, month.Year, month.Month);
            make.Add(string.Create(
                CultureInfo.InvariantCulture, $"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {table} FOR VALUES FROM ({start}) TO ({end})"));
            make.AddIf(table == "sequences", $"ALTER TABLE {name} SET (fillfactor = 80)");
        }

        await work.CommitAsync(make, cancellationToken).ConfigureAwait(false);
    }

    private static async Task DropEmptyAsync(Work work, string[] partitions, CancellationToken cancellationToken)
    {
        // Most months have rows: those are not locked at all, since writers would queue behind whoever waits for a lock.
        var question = $"SELECT {string.Join(" OR ", partitions.Select(p => $"EXISTS (SELECT 1 FROM {p})"))}";
        using (var ask = work.Statements().Add(question))
        {
            if (await HasRowsAsync(ask, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        // Without anybody else in them, or not at all: they can wait, and writers cannot.
        using var look = work.Statements()
            .Add(Work.Begin)
            .Add("SET LOCAL lock_timeout = '1s'")
            .Add($"LOCK TABLE {string.Join(", ", partitions)} IN ACCESS EXCLUSIVE MODE")
            .Add(question);
        if (await HasRowsAsync(look, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        using var drop = work.Statements().Add($"DROP TABLE {string.Join(", ", partitions)}");
        await work.CommitAsync(drop, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> HasRowsAsync(Statements look, CancellationToken cancellationToken)
    {
        var answers = await look.AskAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = answers.ConfigureAwait(false);
        return (await answers.AllAsync(row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>
    /// Another node made them in the same moment; or rows of the month are in the default partition already, and stay there; or
    /// this role makes none, and somebody else does.
    /// </summary>
    private static bool IsHarmless(SequenceStoreException e) => StateOf(e)
        is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation
        or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidObjectDefinition;

    private static string? StateOf(SequenceStoreException e) => (e.InnerException as PostgresException)?.SqlState;
}
