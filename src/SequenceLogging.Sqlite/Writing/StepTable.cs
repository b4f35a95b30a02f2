using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The rows of the steps. Some are gathered and written by one statement: to begin and to end one costs as much as a row. Their
/// numbers are known before, since the table gives the next one to each. Call <see cref="Flush"/> before anybody asks for them.
/// </summary>
internal sealed class StepTable(Database database)
{
    private const int Gathered = 64;
    private const int Columns = 11;

    // FAIL, since the transaction is rolled back whatever fails in it; otherwise SQLite would note how to undo each statement.
    private const string Insert =
        """
        INSERT OR FAIL INTO steps
            (sequence, step_order, kind, status, timestamp, previous, duration_ms, message, metadata, error, trace)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private static readonly string InsertMany = Insert + string.Concat(Enumerable.Repeat(", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", Gathered - 1));

    private readonly Row[] _rows = new Row[Gathered];
    private readonly PinnedBytes _texts = new();
    private RowStatement? _one;
    private RowStatement? _many;
    private int _count;

    // The number of the last row, with those that are gathered; null until the transaction is asked.
    private long? _last;

    /// <summary>Call first in every transaction: others may have written since, and what was gathered before never happened.</summary>
    public void Begin()
    {
        _count = 0;
        _texts.Clear();
        _last = null;
    }

    /// <summary>Adds a step.</summary>
    /// <param name="record">What it says.</param>
    /// <param name="row">The sequence that has taken it.</param>
    /// <param name="kind">The store's number of its kind.</param>
    /// <returns>Its number.</returns>
    public long Add(in SequenceRecord record, SequenceRow row, int kind)
    {
        var size = record.Message.Length + record.Metadata.Length + record.Error.Length + record.Trace.Length;
        if (!_texts.Fits(size))
        {
            Flush();
        }

        _texts.Reserve(size);
        _last = (_last ?? database.ReadNumber("SELECT max(id) FROM steps") ?? 0) + 1;
        _rows[_count++] = new Row(
            row.State.Sequence, row.State.StepCount, kind, record.StepStatus, record.UnixMicroseconds, row.LastStep, record.DurationMs,
            _texts.Add(record.Message), _texts.Add(record.Metadata), _texts.Add(record.Error), _texts.Add(record.Trace));
        var added = _last.Value;
        if (_count == Gathered)
        {
            Flush();
        }

        return added;
    }

    /// <summary>Writes what is gathered.</summary>
    public void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        if (_count == Gathered)
        {
            _many ??= database.PrepareRow(InsertMany);
            for (var i = 0; i < Gathered; i++)
            {
                Bind(_many, i * Columns, _rows[i]);
            }

            _many.Run();
        }
        else
        {
            _one ??= database.PrepareRow(Insert);
            for (var i = 0; i < _count; i++)
            {
                Bind(_one, 0, _rows[i]);
                _one.Run();
            }
        }

        _count = 0;
        _texts.Clear();
        if (database.LastInsertedRowId != _last)
        {
            throw new SequenceStoreException(
                $"{database.Path} gave a step the number {database.LastInsertedRowId}, and {_last} is the next one.")
            {
                Kind = StoreErrorKind.Corrupt,
            };
        }
    }

    private static void Bind(RowStatement statement, int before, in Row row)
    {
        statement.Bind(before + 1, row.Sequence);
        statement.Bind(before + 2, row.Order);
        statement.Bind(before + 3, row.Kind);
        statement.Bind(before + 4, (long)row.Status);
        statement.Bind(before + 5, row.At);
        statement.Bind(before + 6, row.Previous);
        statement.Bind(before + 7, row.DurationMs);
        statement.BindText(before + 8, row.Message);
        statement.BindText(before + 9, row.Metadata);
        statement.BindText(before + 10, row.Error);
        statement.BindBlob(before + 11, row.Trace);
    }

    private readonly record struct Row(
        long Sequence, long Order, long Kind, StepStatus Status, long At, long? Previous, double DurationMs,
        PinnedPiece Message, PinnedPiece Metadata, PinnedPiece Error, PinnedPiece Trace);
}
