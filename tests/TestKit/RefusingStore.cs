using SequenceLogging.Storage;

namespace TestKit;

/// <summary>Refuses every batch that holds a record it does not like.</summary>
public sealed class RefusingStore(ISequenceStore inner, Predicate<StoredRecord> isBad) : StoreDecorator(inner)
{
    public override ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        for (var record = batch.GetEnumerator(); record.MoveNext();)
        {
            if (isBad(new StoredRecord(record.Current)))
            {
                throw new SequenceStoreException("One of the records is not acceptable.") { Kind = StoreErrorKind.BadData };
            }
        }

        return base.AppendAsync(batch, cancellationToken);
    }
}
