using System.Buffers.Binary;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// What was dropped of each sequence and is not noted yet, so that no journey looks whole that is not. The first loss of a
/// sequence is noted at once, which marks the place whatever happens to the process; those that follow are added up until
/// there is room again, or the writer comes by. Guarded by the lock of the queue that owns it.
/// </summary>
internal sealed class LossMarks
{
    /// <summary>Sequences that are told apart; what is lost of others is noted without its sequence.</summary>
    public const int MostSequences = 10_000;

    private readonly Dictionary<SequenceKey, Loss> _open = [];

    // Of sequences whose beginning was dropped, too: nobody would know whose loss it is before that is made up for.
    private readonly Dictionary<SequenceKey, Loss> _pending = [];

    /// <summary>Whether the writer has something to note when it comes by.</summary>
    public bool HasReady => _open.Count > 0;

    /// <summary>Takes note of an event whose records were dropped.</summary>
    /// <param name="records">Its records and notes.</param>
    /// <param name="count">How many records that is in the books.</param>
    /// <param name="reason">Why.</param>
    /// <param name="sequence">Whose they are.</param>
    /// <param name="loss">What to note.</param>
    /// <returns>Whether to note it at once; otherwise it is added to what is noted later.</returns>
    public bool Open(RecordWriter records, int count, string reason, out SequenceKey sequence, out Loss loss)
    {
        var first = new SequenceRecord(First(records.Written));
        loss = new Loss(reason, count, first.UnixMicroseconds, first.UnixMicroseconds);
        sequence = SequenceKey.Of(first);
        if (_pending.TryGetValue(sequence, out var before)
            || (first.Kind is RecordKind.Begin && _pending.Count < MostSequences))
        {
            _pending[sequence] = before.Count > 0 ? before + loss : loss;
            return false;
        }

        if (_open.Count >= MostSequences && !_open.ContainsKey(sequence))
        {
            sequence = default;
        }

        if (!_open.TryGetValue(sequence, out var open))
        {
            _open.Add(sequence, loss with { Count = 0 });
            return true;
        }

        if (open.Count > 0 && open.Reason != reason)
        {
            return true;
        }

        _open[sequence] = open.Count == 0 ? loss : open + loss;
        return false;
    }

    /// <summary>Closes the mark of the sequence that an event is about.</summary>
    /// <param name="records">The event's records and notes.</param>
    /// <param name="sequence">Whose they are.</param>
    /// <param name="loss">What is to be noted of it.</param>
    /// <param name="isBeginning">Whether the sequence begins with them.</param>
    /// <returns>Whether something of it is still to be noted.</returns>
    public bool Close(RecordWriter records, out SequenceKey sequence, out Loss loss, out bool isBeginning)
    {
        (sequence, loss, isBeginning) = (default, default, false);
        if (_open.Count == 0 && _pending.Count == 0)
        {
            return false;
        }

        var first = new SequenceRecord(First(records.Written));
        sequence = SequenceKey.Of(first);
        isBeginning = first.Kind is RecordKind.Begin;
        return (isBeginning ? _pending : _open).Remove(sequence, out loss) && loss.Count > 0;
    }

    /// <summary>Closes the marks of the sequences that have begun, and gives those of which something is still to be noted.</summary>
    public IEnumerable<(SequenceKey Sequence, Loss Loss)> CloseReady() => Close(_open);

    /// <summary>Closes all marks, for nothing comes next.</summary>
    public IEnumerable<(SequenceKey Sequence, Loss Loss)> CloseAll() => [.. Close(_open), .. Close(_pending)];

    private static (SequenceKey Sequence, Loss Loss)[] Close(Dictionary<SequenceKey, Loss> marks)
    {
        if (marks.Count == 0)
        {
            return [];
        }

        var open = marks.Where(o => o.Value.Count > 0).Select(o => (o.Key, o.Value)).ToArray();
        marks.Clear();
        return open;
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> records) =>
        records.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(records));
}
