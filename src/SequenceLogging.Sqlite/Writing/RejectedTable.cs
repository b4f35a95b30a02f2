using System.Text;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>What was rejected, kept for people to look at and to try again.</summary>
internal sealed class RejectedTable(Database database)
{
    /// <summary>So many are kept: an application that logs nonsense all day must not fill the disk with it.</summary>
    public const int MostKept = 10_000;

    private bool _hasGrown;

    /// <summary>Keeps what a note says of an event that was rejected before it came here.</summary>
    public void Add(in SequenceRecord note, string producer, long position)
    {
        if (note.Message.IsEmpty && note.Error.IsEmpty && note.Original.IsEmpty)
        {
            // It only counts: whoever wrote it has the events elsewhere.
            return;
        }

        Insert(note, note.Name, note.Count, note.Original, producer, position);
    }

    /// <summary>Keeps a record that is rejected here.</summary>
    public void Add(in SequenceRecord record, string reason, ReadOnlySpan<byte> original, string producer, long position) =>
        Insert(record, Encoding.UTF8.GetBytes(reason), 1, original, producer, position);

    /// <summary>The reasons of those that came from a stretch of a producer's stream.</summary>
    public IReadOnlyDictionary<long, string> Find(string producer, long first, long last)
    {
        using var row = database.Prepare(
            "SELECT position, reason FROM rejected_records WHERE producer = ? AND position BETWEEN ? AND ?");
        row.Bind(1, producer).Bind(2, first).Bind(3, last);
        var found = new Dictionary<long, string>();
        while (row.Step())
        {
            found[row.Int64(0)] = row.Text(1);
        }

        return found;
    }

    /// <summary>The record as it came, with the reason; null where there is none that can be tried again.</summary>
    public (byte[] Record, string Reason)? Find(long id)
    {
        using var row = database.Prepare("SELECT record, reason FROM rejected_records WHERE id = ? AND record IS NOT NULL");
        return row.Bind(1, id).Step() ? (row.Blob(0).ToArray(), row.Text(1)) : null;
    }

    public void Remove(long id) => database.Prepare("DELETE FROM rejected_records WHERE id = ?").Bind(1, id).Run();

    /// <summary>Call at the end of each transaction: lets go of the oldest beyond what is kept.</summary>
    public void Prune()
    {
        if (_hasGrown)
        {
            _hasGrown = false;
            database.Prepare("DELETE FROM rejected_records WHERE id <= (SELECT max(id) FROM rejected_records) - ?")
                .Bind(1, MostKept).Run();
        }
    }

    private void Insert(
        in SequenceRecord record,
        ReadOnlySpan<byte> reason,
        long count,
        ReadOnlySpan<byte> original,
        string producer,
        long position)
    {
        _hasGrown = true;
        database.Prepare(
                """
                INSERT INTO rejected_records
                    (sequence, reason, count, timestamp, message, metadata, error, record, producer, position)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            .Bind(1, record.Sequence == 0 ? null : (long?)record.Sequence)
            .BindText(2, reason)
            .Bind(3, count)
            .Bind(4, record.UnixMicroseconds)
            .BindText(5, record.Message)
            .BindText(6, record.Metadata)
            .BindText(7, record.Error)
            .BindBlob(8, original)
            .Bind(9, producer)
            .Bind(10, position)
            .Run();
    }
}
