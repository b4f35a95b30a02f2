using System.Collections;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>
/// Accounts for every number of every month, by walking through its sequences and gaps side by side: in stretches, each in a
/// transaction of its own.
/// </summary>
internal sealed class IdAccounting(Func<Func<Database, object>, object> ask)
{
    public const string Name = "ids";

    /// <summary>So many numbers are looked at in one transaction: some ten milliseconds.</summary>
    public const int StretchLength = 100_000;

    /// <summary>In the order in which one reason goes before another where a number has several.</summary>
    private static readonly string[] Reasons =
        [IdGap.Erased, IdGap.Pruned, IdGap.Skipped, IdGapTable.BeforeVersion3, IdGap.Leased];

    public static StoreFinding Summarize(IReadOnlyList<IdAccount> accounts)
    {
        var unexplained = accounts.Where(a => a.Unexplained != 0).ToArray();
        return unexplained.Length == 0
            ? new StoreFinding(
                Name,
                FindingLevel.Good,
                FormattableString.Invariant(
                    $"{accounts.Sum(a => a.Last)} numbers in {accounts.Count} {(accounts.Count == 1 ? "month" : "months")}: {accounts.Sum(a => a.Used)} used, the others explained"))
            : new StoreFinding(
                Name,
                FindingLevel.Problem,
                "not accounted for: " + string.Join(", ", unexplained.Select(a => FormattableString.Invariant($"{a.Month} {a.Unexplained}"))),
                "Rows were deleted by another program, or an older version wrote beside this one. No number of them is issued again.");
    }

    public IReadOnlyList<IdAccount> Run()
    {
        var counters = (IReadOnlyList<IdMark>)ask(CounterTable.ReadAll);
        return [.. counters.Where(c => c.Number > 0).Select(Account).Where(a => a.Last > 0)];
    }

    private IdAccount Account(IdMark month)
    {
        var last = month.Number;
        var used = 0L;
        var gaps = new Dictionary<string, long>();
        for (var first = 1L; first <= last; first += StretchLength)
        {
            // The counter goes back where numbers are given back, so it is asked each time.
            var stretch = (Stretch)ask(database => new Stretch(database, month, first));
            last = Math.Min(last, stretch.Counter);
            used += stretch.Used;
            foreach (var (reason, count) in stretch.Gaps)
            {
                gaps[reason] = gaps.GetValueOrDefault(reason) + count;
            }
        }

        return new IdAccount(FormattableString.Invariant($"{month.Year:D4}-{month.Month:D2}"), last, used, gaps);
    }

    private sealed class Stretch
    {
        private readonly long _first;
        private readonly long _last;
        private readonly BitArray _known;

        public Stretch(Database database, IdMark month, long first)
        {
            using (var counter = database.Prepare("SELECT counter FROM sequence_counter WHERE year = ? AND month = ?"))
            {
                Counter = counter.Bind(1, month.Year).Bind(2, month.Month).Step() ? counter.Int64(0) : 0;
            }

            _first = first;
            _last = Math.Min(Counter, Math.Min(month.Number, first + StretchLength - 1));
            _known = new BitArray((int)Math.Max(0, _last - _first + 1));
            if (_known.Length > 0)
            {
                ReadUsed(database, month);
                ReadGaps(database, month);
            }
        }

        public long Counter { get; }

        public long Used { get; private set; }

        public Dictionary<string, long> Gaps { get; } = [];

        private void ReadUsed(Database database, IdMark month)
        {
            using var select = database.Prepare("SELECT id FROM sequences WHERE id BETWEEN ? AND ?");
            select.Bind(1, new SequenceId(month.Year, month.Month, _first).ToInt64());
            select.Bind(2, new SequenceId(month.Year, month.Month, _last).ToInt64());
            while (select.Step())
            {
                // A damaged index answers with ids that were not asked for.
                if (SequenceId.TryFromInt64(select.Int64(0), out var id) && id.Number >= _first && id.Number <= _last)
                {
                    _known[(int)(id.Number - _first)] = true;
                    Used++;
                }
            }
        }

        private void ReadGaps(Database database, IdMark month)
        {
            foreach (var reason in ReadReasons(database, month).OrderBy(reason => (uint)Array.IndexOf(Reasons, reason)))
            {
                using var select = database.Prepare(
                    """
                    SELECT first, last FROM id_gaps
                     WHERE year = ?1 AND month = ?2 AND reason = ?3 AND first <= ?5
                       AND first >= coalesce((SELECT max(first) FROM id_gaps
                                               WHERE year = ?1 AND month = ?2 AND reason = ?3 AND first <= ?4), 0)
                    """);
                select.Bind(1, month.Year).Bind(2, month.Month).Bind(3, reason).Bind(4, _first).Bind(5, _last);
                while (select.Step())
                {
                    Take(reason, select.Int64(0), select.Int64(1));
                }
            }
        }

        private void Take(string reason, long first, long last)
        {
            for (var number = Math.Max(first, _first); number <= Math.Min(last, _last); number++)
            {
                if (!_known[(int)(number - _first)])
                {
                    _known[(int)(number - _first)] = true;
                    Gaps[reason] = Gaps.GetValueOrDefault(reason) + 1;
                }
            }
        }

        /// <summary>From one to the next by the index, not by a walk over all gaps.</summary>
        private static List<string> ReadReasons(Database database, IdMark month)
        {
            var reasons = new List<string>();
            using var select = database.Prepare(
                "SELECT min(reason) FROM id_gaps WHERE year = ? AND month = ? AND reason > ?");
            while (select.Bind(1, month.Year).Bind(2, month.Month).Bind(3, reasons.LastOrDefault("")).Step() && !select.IsNull(0))
            {
                reasons.Add(select.Text(0));
                select.Dispose();
            }

            return reasons;
        }
    }
}
