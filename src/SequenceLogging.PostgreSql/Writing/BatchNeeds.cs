using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>What the records of a batch name, and which months' counters a transaction must have for itself to take them.</summary>
internal sealed class BatchNeeds
{
    private BatchNeeds(BatchReferences references) => References = references;

    public BatchReferences References { get; }

    /// <summary>Months in which the batch issues ids itself: nobody else may at that time.</summary>
    public SortedSet<(int Year, int Month)> Issuing { get; } = [];

    /// <summary>The steps' kinds, found before.</summary>
    public Dictionary<(string Component, string StepName), StepKind> Kinds { get; set; } = [];

    public static BatchNeeds Of(RecordBatch batch, long afterPosition)
    {
        var needs = new BatchNeeds(BatchReferences.Of(batch, afterPosition));
        for (var record = batch.GetEnumerator(); record.MoveNext();)
        {
            if (record.Position > afterPosition)
            {
                needs.AddIssuing(BatchPlan.Read(record.Current));
            }
        }

        return needs;
    }

    public static BatchNeeds Of(ReadOnlySpan<byte> record)
    {
        var references = new BatchReferences();
        var read = BatchPlan.Read(record);
        references.Add(read);
        var needs = new BatchNeeds(references);
        needs.AddIssuing(read);
        return needs;
    }

    private void AddIssuing(in SequenceRecord record)
    {
        if (record.Kind is RecordKind.Begin && record.Sequence == 0)
        {
            var month = RecordTime.FromMicroseconds(record.UnixMicroseconds);
            Issuing.Add((month.Year, month.Month));
        }
    }
}
