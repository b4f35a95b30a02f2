using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <content>The sequences that records belong to: those that begin, those that are known, and those from elsewhere.</content>
internal sealed partial class BatchWriter
{
    /// <summary>How far above a month's counter an id from elsewhere may be: a forged one must not use up the numbers.</summary>
    private const long MostAhead = 1_000_000;

    private bool Begin(in SequenceRecord record)
    {
        var sequence = new NewSequence
        {
            CreatedAt = RecordTime.FromMicroseconds(record.UnixMicroseconds),
            UserId = TextOf(record.UserId) is { } text && UserId.TryParse(text, out var user) ? user : default(UserId?),
            Username = TextOf(record.Username),
            Language = TextOf(record.Language),
            Metadata = TextOf(record.Metadata),
        };
        return record.Sequence != 0 ? BeginById(record, sequence) : BeginByKey(record, sequence);
    }

    /// <returns>False where the key is known.</returns>
    private bool BeginByKey(in SequenceRecord record, NewSequence sequence)
    {
        if (record.Key.IsEmpty)
        {
            throw BadData("A sequence that begins has neither an id nor a key.");
        }

        if (_keys.Find(record.Key) is not null)
        {
            return false;
        }

        var id = record.JoinsOpen && sequence.UserId is { } user ? FindOpen(user) : null;
        if (id is null)
        {
            id = Counters.Issue(sequence.CreatedAt);
            AddSequence(id.Value, sequence);
        }

        _keys.Add(record.Key, id.Value);
        return true;
    }

    /// <returns>Whether it told anything new.</returns>
    private bool BeginById(in SequenceRecord record, NewSequence sequence)
    {
        if (!SequenceId.TryFromInt64(record.Sequence, out var id))
        {
            throw BadData($"A sequence begins under the number {record.Sequence}, which is no id.");
        }

        var isNewKey = !record.Key.IsEmpty && _keys.Find(record.Key) is null;
        if (isNewKey)
        {
            _keys.Add(record.Key, id);
        }

        if (Sequences.Find(record.Sequence) is null)
        {
            Counters.RaiseTo(id);
            AddSequence(id, sequence);
            return true;
        }

        return Sequences.Complete(id, sequence) || isNewKey;
    }

    /// <summary>The user's open sequence, of which this batch may have ended some.</summary>
    private SequenceId? FindOpen(UserId user)
    {
        Sequences.Save();
        return Sequences.FindOpen(user);
    }

    private SequenceRow AddSequence(SequenceId id, NewSequence sequence)
    {
        _delta.CountSequence(SequenceStatus.Active, RecordTime.ToMicroseconds(sequence.CreatedAt));
        return Sequences.Add(id, sequence);
    }

    private SequenceRow? Resolve(in SequenceRecord record, out string reason)
    {
        reason = Reasons.BadSequenceId;
        var sequence = record.Sequence != 0 ? record.Sequence : _keys.Find(record.Key) ?? 0;
        if (!SequenceId.TryFromInt64(sequence, out var id))
        {
            return null;
        }

        if (Sequences.Find(sequence) is { } row)
        {
            return row;
        }

        // The store does not know it: it was issued elsewhere, or after the backup that this file comes from.
        reason = Reasons.ImplausibleId;
        if (id.Number - Counters.Last(id.Year, id.Month) > MostAhead)
        {
            return null;
        }

        Counters.RaiseTo(id);
        return AddSequence(id, new NewSequence { CreatedAt = RecordTime.FromMicroseconds(record.UnixMicroseconds) });
    }
}
