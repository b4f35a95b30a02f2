using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>Why numbers have no sequence: stretches, of which those of one reason neither overlap nor touch.</summary>
internal sealed class IdGapTable(Database database)
{
    /// <summary>
    /// The reason for numbers of which a version before 3 did not say one: ids that were passed over, or whose user was erased.
    /// </summary>
    public const string BeforeVersion3 = "before_version_3";

    /// <summary>Adds a stretch, and joins it with those of its reason that it overlaps or touches.</summary>
    public void Add(in IdGap gap)
    {
        var (first, last) = (gap.First, gap.Last);
        if (first > last)
        {
            return;
        }

        while (FindBelow(gap, last + 1) is { } other && other.Last >= first - 1)
        {
            if (other.First <= first && other.Last >= last)
            {
                return;
            }

            Delete(gap, other.First);
            (first, last) = (Math.Min(first, other.First), Math.Max(last, other.Last));
        }

        Insert(gap, first, last);
    }

    /// <summary>Adds each of the sequences, which are in the order of their ids.</summary>
    public void Add(IEnumerable<SequenceId> ids, string reason)
    {
        var run = default(IdGap);
        foreach (var id in ids)
        {
            if (run.Last + 1 != id.Number || (run.Year, run.Month) != (id.Year, id.Month))
            {
                AddRun(run);
                run = new IdGap(id.Year, id.Month, id.Number, id.Number, reason);
            }

            run = run with { Last = id.Number };
        }

        AddRun(run);
    }

    /// <summary>The highest number of a month that is a gap for another reason than a lease; 0 for none.</summary>
    public long LastSpent(int year, int month)
    {
        using var select = database.Prepare("SELECT max(last) FROM id_gaps WHERE year = ? AND month = ? AND reason <> 'leased'");
        return select.Bind(1, year).Bind(2, month).Step() ? select.Int64(0) : 0;
    }

    /// <summary>Takes off what is leased above a number.</summary>
    public void CutLeases(int year, int month, long last)
    {
        var end = new IdGap(year, month, last + 1, SequenceId.MaxNumber, IdGap.Leased);
        while (FindBelow(end, end.Last) is { } lease && lease.Last > last)
        {
            Delete(end, lease.First);
            if (lease.First <= last)
            {
                Insert(end, lease.First, last);
            }
        }
    }

    private void AddRun(in IdGap run)
    {
        if (run.Year != 0)
        {
            Add(run);
        }
    }

    /// <summary>The highest stretch of the reason that begins at a number or below it.</summary>
    private (long First, long Last)? FindBelow(in IdGap gap, long number)
    {
        using var select = database.Prepare(
            """
            SELECT first, last FROM id_gaps
             WHERE year = ?1 AND month = ?2 AND reason = ?3 AND first <= ?4 ORDER BY first DESC LIMIT 1
            """);
        return Bind(select, gap).Bind(4, number).Step() ? (select.Int64(0), select.Int64(1)) : null;
    }

    private void Insert(in IdGap gap, long first, long last) =>
        Bind(database.Prepare("INSERT INTO id_gaps (year, month, reason, first, last) VALUES (?1, ?2, ?3, ?4, ?5)"), gap)
            .Bind(4, first).Bind(5, last).Run();

    private void Delete(in IdGap gap, long first) =>
        Bind(database.Prepare("DELETE FROM id_gaps WHERE year = ?1 AND month = ?2 AND reason = ?3 AND first = ?4"), gap)
            .Bind(4, first).Run();

    private static Statement Bind(Statement statement, in IdGap gap) =>
        statement.Bind(1, gap.Year).Bind(2, gap.Month).Bind(3, gap.Reason);
}
