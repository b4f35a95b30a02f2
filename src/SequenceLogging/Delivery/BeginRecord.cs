using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>The record of a sequence that begins: before it has an id, or under one that the store does not know it by.</summary>
internal static class BeginRecord
{
    public static void Write(RecordWriter records, string key, NewSequence sequence, bool joinsOpen) =>
        Write(records, 0, key, sequence, joinsOpen);

    public static void Write(RecordWriter records, SequenceId id, NewSequence sequence) =>
        Write(records, id.ToInt64(), key: null, sequence, joinsOpen: false);

    private static void Write(RecordWriter records, long id, string? key, NewSequence sequence, bool joinsOpen)
    {
        var at = RecordTime.ToMicroseconds(sequence.CreatedAt);
        records.Start(RecordKind.Begin, joinsOpen ? SequenceRecord.JoinsOpenStatus : (byte)0, id, at, double.NaN);
        records.Add(RecordField.Metadata, sequence.Metadata);
        records.Add(RecordField.Key, key);
        records.Add(RecordField.UserId, sequence.UserId?.Value);
        records.Add(RecordField.Username, sequence.Username);
        records.Add(RecordField.Language, sequence.Language);
        records.End();
    }
}
