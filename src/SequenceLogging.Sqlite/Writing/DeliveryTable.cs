using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>How far each producer's records have been taken, and what became of all that was emitted.</summary>
internal sealed class DeliveryTable(Database database)
{
    public long PositionOf(string producer)
    {
        using var select = database.Prepare("SELECT position FROM delivery_positions WHERE producer = ?");
        return select.Bind(1, producer).Step() ? select.Int64(0) : 0;
    }

    /// <summary>Adds what a note says to the totals.</summary>
    public void Add(RecordOutcome outcome, string reason, long count, long emitted)
    {
        Add("emitted", "", emitted);
        Add(NameOf(outcome), reason, count);
    }

    public void Save(RecordBatch batch, in AppendResult result)
    {
        database.Prepare("INSERT OR REPLACE INTO delivery_positions (producer, position) VALUES (?, ?)")
            .Bind(1, batch.Producer).Bind(2, batch.LastPosition).Run();

        Add(RecordOutcome.Stored, "", result.Stored, result.Stored);
        Add(RecordOutcome.Duplicate, "", result.Duplicate, result.Duplicate);
        foreach (var rejected in result.Rejected)
        {
            Add(RecordOutcome.Rejected, rejected.Reason, 1, emitted: 1);
        }
    }

    /// <summary>
    /// Counts a batch that was there already. SQLite writes no page, and syncs nothing, for a row that stays as it is.
    /// </summary>
    public void CountRepeated() =>
        database.Prepare(
            "INSERT INTO store_totals (name, value) VALUES ('repeated_batches', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1")
            .Run();

    internal static string NameOf(RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Stored => "stored",
        RecordOutcome.Duplicate => "duplicate",
        RecordOutcome.Rejected => "rejected",
        _ => "dropped",
    };

    private void Add(string outcome, string reason, long count)
    {
        if (count != 0)
        {
            database.Prepare(
                    """
                    INSERT INTO delivery_totals (outcome, reason, count) VALUES (?1, ?2, ?3)
                    ON CONFLICT (outcome, reason) DO UPDATE SET count = count + ?3
                    """)
                .Bind(1, outcome).Bind(2, reason).Bind(3, count).Run();
        }
    }
}
