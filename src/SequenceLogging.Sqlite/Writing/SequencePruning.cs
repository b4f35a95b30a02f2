using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// One step of a pruning, in the transaction of its caller. A sequence goes whole, however large it is; several small ones
/// go together until so many rows are gone, so that whoever waits for the turn waits some milliseconds.
/// </summary>
internal sealed class SequencePruning(Database database, PruneQuery query)
{
    /// <summary>After so many rows the rest is left to the next step.</summary>
    public const int MostRows = 1_000;

    private readonly IReadOnlyList<string> _tables = SequenceRows.Tables(database);
    private readonly Dictionary<string, long> _rows = [];
    private readonly long[] _byStatus = new long[4];

    /// <summary>Those that were removed, in the order of their ids.</summary>
    public List<SequenceId> Removed { get; } = [];

    /// <summary>Whether one of them was known by a key.</summary>
    public bool HasRemovedKeys => _rows.GetValueOrDefault("sequence_keys") > 0;

    /// <summary>Counts what would be removed; reads only. Unless it is a dry run, sequences are all that counts.</summary>
    public Pruning Count() => Walk(sequence => query.IsDryRun ? _tables.Sum(table => Add(table, CountRows(table, sequence))) : 0);

    /// <summary>Removes them, lowers the totals, and leaves their numbers as gaps.</summary>
    public Pruning Remove(IdGapTable gaps)
    {
        var pruning = Walk(sequence =>
        {
            var rows = _tables.Sum(table => Add(table, DeleteRows($"DELETE FROM \"{table}\" WHERE {SequenceRows.OfOne(table)}", sequence)));
            return rows + DeleteRows("DELETE FROM sequences WHERE id = ?", sequence);
        });
        foreach (var status in Enum.GetValues<SequenceStatus>())
        {
            SequenceRows.LowerTotal(database, "sequences_" + status.ToText(), _byStatus[(int)status]);
        }

        SequenceRows.LowerTotal(database, "links", pruning.Links);
        gaps.Add(Removed, IdGap.Pruned);
        StepPlaceTable.RemoveEmpty(database, Removed);
        SequencePlaceTable.RemoveEmpty(database, Removed);
        return pruning;
    }

    private Pruning Walk(Func<long, long> take)
    {
        var candidates = ReadNext();
        var (rows, looked) = (0L, 0);
        foreach (var (sequence, status, updatedAt) in candidates)
        {
            if (rows >= MostRows)
            {
                break;
            }

            looked++;
            if (query.Fits(status, updatedAt))
            {
                rows += take(sequence);
                Removed.Add(SequenceId.FromInt64(sequence));
                _byStatus[(int)status]++;
            }
        }

        var isEnd = looked == candidates.Count && looked < query.Limit;
        return new Pruning(
            Removed.Count,
            _rows.GetValueOrDefault(SequenceRows.Steps),
            _rows.GetValueOrDefault(SequenceRows.Links),
            _rows.Where(r => r.Key is not (SequenceRows.Steps or SequenceRows.Links)).Sum(r => r.Value),
            isEnd ? null : SequenceId.FromInt64(candidates[looked - 1].Sequence));
    }

    private List<(long Sequence, SequenceStatus Status, long UpdatedAt)> ReadNext()
    {
        using var select = database.Prepare("SELECT id, status, updated_at FROM sequences WHERE id > ? ORDER BY id LIMIT ?");
        select.Bind(1, query.After?.ToInt64() ?? 0).Bind(2, query.Limit);
        var next = new List<(long, SequenceStatus, long)>();
        while (select.Step())
        {
            next.Add((select.Int64(0), (SequenceStatus)select.Int32(1), select.Int64(2)));
        }

        return next;
    }

    private long Add(string table, long rows)
    {
        _rows[table] = _rows.GetValueOrDefault(table) + rows;
        return rows;
    }

    private long CountRows(string table, long sequence)
    {
        using var count = database.Prepare($"SELECT count(*) FROM \"{table}\" WHERE {SequenceRows.OfOne(table)}");
        return count.Bind(1, sequence).Step() ? count.Int64(0) : 0;
    }

    private long DeleteRows(string sql, long sequence)
    {
        database.Prepare(sql).Bind(1, sequence).Run();
        return database.Changes;
    }
}
