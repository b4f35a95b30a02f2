using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>The record of a sequence that begins before it has an id.</summary>
internal static class BeginRecord
{
    public static void Write(RecordWriter records, string key, NewSequence sequence, bool joinsOpen)
    {
        var at = RecordTime.ToMicroseconds(sequence.CreatedAt);
        records.Start(RecordKind.Begin, joinsOpen ? SequenceRecord.JoinsOpenStatus : (byte)0, 0, at, double.NaN);
        records.Add(RecordField.Metadata, sequence.Metadata);
        records.Add(RecordField.Key, key);
        records.Add(RecordField.UserId, sequence.UserId?.Value);
        records.Add(RecordField.Username, sequence.Username);
        records.Add(RecordField.Language, sequence.Language);
        records.End();
    }
}
