using System.Text;

namespace SequenceLogging.Storage.Planning;

/// <content>What was rejected, dropped, or met elsewhere.</content>
public sealed partial class BatchPlan
{
    private void NoteRejected(in SequenceRecord note, string producer, long position)
    {
        CheckNote(note);
        var reason = Encoding.UTF8.GetString(note.Name);

        // A note of which nothing is known but the number only counts: whoever wrote it has the events elsewhere.
        if (!note.Message.IsEmpty || !note.Error.IsEmpty || !note.Original.IsEmpty)
        {
            Keep(note, reason, note.Count, BytesOf(note.Original), producer, position);
        }

        Count(RecordOutcome.Rejected, reason, note.Count, emitted: note.Count);
    }

    private void NoteLoss(in SequenceRecord note)
    {
        CheckNote(note);

        // A sequence that is not known is not made for a note: there is nothing in it.
        var sequence = note.Sequence != 0 ? note.Sequence : FindKey(note.Key) ?? 0;
        var afterStep = sequence == 0 ? 0 : Find(sequence)?.StepCount ?? 0;
        var reason = Encoding.UTF8.GetString(note.Name);
        var first = note.UnixMicroseconds;
        var last = first + (long)Math.Round(note.DurationMs * TimeSpan.MicrosecondsPerMillisecond);
        var key = new LossKey(sequence, afterStep, reason);
        var row = _losses.GetValueOrDefault(key) ?? new LossRow(key, 0, first, last);
        _losses[key] = row with
        {
            Count = row.Count + note.Count,
            FirstAt = Math.Min(row.FirstAt, first),
            LastAt = Math.Max(row.LastAt, last),
        };
        Count(RecordOutcome.Dropped, reason, note.Count, emitted: note.Count);
    }

    private void NoteEvent(in SequenceRecord note)
    {
        if (note.EventId.IsEmpty)
        {
            throw BadData("A note on an event that is known elsewhere has no event id.");
        }

        if (!HasEvent(note.EventId))
        {
            _eventIds.Add(note.EventId.ToArray());
        }
    }

    private void Keep(
        in SequenceRecord record, string reason, long count, byte[]? original, string producer, long position) =>
        _rejectedRows.Add(new RejectedRow(
            record.Sequence == 0 ? null : record.Sequence,
            reason,
            count,
            record.UnixMicroseconds,
            TextOf(record.Message),
            TextOf(record.Metadata),
            TextOf(record.Error),
            original,
            producer,
            position));

    private static void CheckNote(in SequenceRecord note)
    {
        if (note.Count < 1 || note.Name.IsEmpty)
        {
            throw BadData($"A note on {note.Count} records for the reason '{Encoding.UTF8.GetString(note.Name)}' makes no sense.");
        }
    }
}
