using System.Text;

namespace SequenceLogging.Storage.Planning;

/// <summary>Everything that the records of a batch name, so that a store can look it up at once.</summary>
public sealed class BatchReferences
{
    /// <summary>Sequences by number.</summary>
    public SortedSet<long> Sequences { get; } = [];

    /// <summary>Keys of sequences.</summary>
    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Event ids.</summary>
    public HashSet<byte[]> EventIds { get; } = new(BytesComparer.Instance);

    /// <summary>Users whose open sequence is asked for.</summary>
    public HashSet<UserId> Users { get; } = [];

    /// <summary>Months in which an id is to be issued, or from which a sequence comes.</summary>
    public HashSet<MonthKey> Months { get; } = [];

    /// <summary>Steps.</summary>
    public HashSet<(string Component, string StepName)> Steps { get; } = [];

    /// <summary>Reads what the records above a position name.</summary>
    /// <exception cref="SequenceStoreException">One of them is no record.</exception>
    public static BatchReferences Of(RecordBatch batch, long afterPosition)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var references = new BatchReferences();
        for (var record = batch.GetEnumerator(); record.MoveNext();)
        {
            if (record.Position > afterPosition)
            {
                references.Add(BatchPlan.Read(record.Current));
            }
        }

        return references;
    }

    /// <summary>Reads what one record names.</summary>
    public void Add(in SequenceRecord record)
    {
        if (SequenceId.TryFromInt64(record.Sequence, out var id))
        {
            Sequences.Add(record.Sequence);
            Months.Add(new MonthKey(id.Year, id.Month));
        }

        if (!record.Key.IsEmpty)
        {
            Keys.Add(Encoding.UTF8.GetString(record.Key));
        }

        if (!record.EventId.IsEmpty)
        {
            EventIds.Add(record.EventId.ToArray());
        }

        if (record.Kind is RecordKind.Step)
        {
            Steps.Add((Encoding.UTF8.GetString(record.Component), Encoding.UTF8.GetString(record.Name)));
        }

        if (record.Kind is RecordKind.Begin)
        {
            var created = RecordTime.FromMicroseconds(record.UnixMicroseconds);
            Months.Add(new MonthKey(created.Year, created.Month));
            if (record.JoinsOpen && UserId.TryParse(Encoding.UTF8.GetString(record.UserId), out var user))
            {
                Users.Add(user);
            }
        }
    }
}
