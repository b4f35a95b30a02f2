using System.Text;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <content>What was rejected or dropped: on its way here, by this store, or by an earlier try of the same batch.</content>
internal sealed partial class BatchWriter
{
    /// <summary>Tries a rejected record again.</summary>
    /// <returns>What became of it; null where there is none of that number that can be tried again.</returns>
    public RecordOutcome? Retry(long id)
    {
        if (_rejectedOnes.Find(id) is not { } rejected)
        {
            return null;
        }

        Write(Read(rejected.Record), rejected.Record, new Place("retry", id));
        if (_rejected.Count > 0)
        {
            throw BadData($"Rejected record {id} is refused still ({_rejected[0].Reason}); it stays where it is.");
        }

        Save();
        var outcome = _stored > 0 ? RecordOutcome.Stored : RecordOutcome.Duplicate;
        _rejectedOnes.Remove(id);
        _delivery.Add(RecordOutcome.Rejected, rejected.Reason, -1, emitted: 0);
        _delivery.Add(outcome, "", 1, emitted: 0);
        return outcome;
    }

    private void NoteRejected(in SequenceRecord note, Place place)
    {
        CheckNote(note);
        _rejectedOnes.Add(note, place.Producer, place.Position);
        _delivery.Add(RecordOutcome.Rejected, Encoding.UTF8.GetString(note.Name), note.Count, emitted: note.Count);
    }

    private void NoteLoss(in SequenceRecord note)
    {
        CheckNote(note);

        // A sequence that is not known is not made for a note: there is nothing in it.
        var sequence = note.Sequence != 0 ? note.Sequence : _keys.Find(note.Key) ?? 0;
        _losses.Add(note, sequence, sequence == 0 ? 0 : Sequences.Find(sequence)?.State.StepCount ?? 0);
        _delivery.Add(RecordOutcome.Dropped, Encoding.UTF8.GetString(note.Name), note.Count, emitted: note.Count);
    }

    private void NoteEvent(in SequenceRecord note)
    {
        if (note.EventId.IsEmpty)
        {
            throw BadData("A note on an event that is known elsewhere has no event id.");
        }

        TryRemember(note.EventId);
    }

    private static void CheckNote(in SequenceRecord note)
    {
        if (note.Count < 1 || note.Name.IsEmpty)
        {
            throw BadData($"A note on {note.Count} records for the reason '{Encoding.UTF8.GetString(note.Name)}' makes no sense.");
        }
    }

    /// <summary>A batch comes again whose commit was unclear: what became of its records is told as it was then.</summary>
    private AppendResult WithEarlier(string producer, List<long> positions)
    {
        var known = _rejectedOnes.Find(producer, positions[0], positions[^1]);
        var rejected = (from position in positions
                        where known.ContainsKey(position)
                        select new RejectedRecord(position, known[position])).ToArray();
        return Result() with
        {
            Stored = _stored + positions.Count - rejected.Length,
            Rejected = [.. rejected, .. _rejected],
        };
    }
}
