using SequenceLogging.Delivery;

namespace SequenceLogging.Storage;

/// <summary>Writes the records that tell what became of others.</summary>
internal static class RecordNotes
{
    /// <summary>Notes that records were dropped.</summary>
    public static void WriteLoss(RecordWriter target, in SequenceKey sequence, Loss loss)
    {
        target.Start(
            RecordKind.Loss, 0, sequence.Id, loss.FirstAt, (loss.LastAt - loss.FirstAt) / (double)TimeSpan.MicrosecondsPerMillisecond);
        target.Add(RecordField.Name, loss.Reason);
        target.Add(RecordField.Key, sequence.Key);
        target.Add(RecordField.Count, loss.Count);
        target.End();
    }

    /// <summary>Notes how many records were rejected for a reason, and nothing more.</summary>
    public static ReadOnlySpan<byte> Rejections(string reason, long count)
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Rejected, 0, 0, 0, double.NaN);
        writer.Add(RecordField.Name, reason);
        writer.Add(RecordField.Count, count);
        writer.End();
        return writer.Written[sizeof(int)..];
    }

    /// <summary>Notes that a store refused a record for what is in it.</summary>
    public static ReadOnlySpan<byte> Refused(ReadOnlySpan<byte> bytes, string error, bool keepsOriginal)
    {
        var writer = new RecordWriter();
        var record = Read(bytes);
        writer.Start(RecordKind.Rejected, 0, record.Sequence, record.UnixMicroseconds, double.NaN);
        writer.Add(RecordField.Name, Reasons.RefusedByStore);
        writer.Add(RecordField.Message, keepsOriginal ? record.Message : default);
        writer.Add(RecordField.Metadata, keepsOriginal ? record.Metadata : default);
        writer.Add(RecordField.Error, error);
        writer.Add(RecordField.Key, record.Key);
        writer.Add(RecordField.Original, keepsOriginal ? bytes : default);
        writer.Add(RecordField.Count, 1);
        writer.End();
        return writer.Written[sizeof(int)..];
    }

    private static SequenceRecord Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new SequenceRecord(bytes);
        }
        catch (FormatException)
        {
            // Then there is nothing to be said of it but what it was.
            return default;
        }
    }
}
