using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <content>The sequences that records belong to: those that begin, those that are known, and those from elsewhere.</content>
internal sealed partial class BatchWriter
{
    /// <summary>How far above a month's counter an id from elsewhere may be: a forged one must not use up the numbers.</summary>
    private const long MostAhead = 1_000_000;

    private bool BeginByKey(in SequenceRecord record)
    {
        if (_keys.Find(record.Key) is not null)
        {
            return false;
        }

        var user = TextOf(record.UserId) is { } text && UserId.TryParse(text, out var userId) ? userId : default(UserId?);
        if (record.JoinsOpen && user is { } whose && FindOpen(whose) is { } open)
        {
            _keys.Add(record.Key, open);
            return true;
        }

        var created = RecordTime.FromMicroseconds(record.UnixMicroseconds);
        var id = Counters.Issue(created);
        AddSequence(id, new NewSequence
        {
            CreatedAt = created,
            UserId = user,
            Username = TextOf(record.Username),
            Language = TextOf(record.Language),
            Metadata = TextOf(record.Metadata),
        });
        _keys.Add(record.Key, id);
        return true;
    }

    /// <summary>The user's open sequence, of which this batch may have ended some.</summary>
    private SequenceId? FindOpen(UserId user)
    {
        Sequences.Save();
        return Sequences.FindOpen(user);
    }

    private SequenceState AddSequence(SequenceId id, NewSequence sequence)
    {
        _delta.CountSequence(SequenceStatus.Active, RecordTime.ToMicroseconds(sequence.CreatedAt));
        return Sequences.Add(id, sequence);
    }

    private SequenceState? Resolve(in SequenceRecord record, out string reason)
    {
        reason = Reasons.BadSequenceId;
        var sequence = record.Sequence != 0 ? record.Sequence : _keys.Find(record.Key) ?? 0;
        if (!SequenceId.TryFromInt64(sequence, out var id))
        {
            return null;
        }

        if (Sequences.Find(sequence) is { } state)
        {
            return state;
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
