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

    public bool IsEmpty => _open.Count == 0;

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
    /// <returns>Whether something of it is still to be noted.</returns>
    public bool Close(RecordWriter records, out SequenceKey sequence, out Loss loss)
    {
        sequence = SequenceKey.Of(new SequenceRecord(First(records.Written)));
        return _open.Remove(sequence, out loss) && loss.Count > 0;
    }

    /// <summary>Closes all marks, and gives those of which something is still to be noted.</summary>
    public IEnumerable<(SequenceKey Sequence, Loss Loss)> CloseAll()
    {
        var open = _open.Where(o => o.Value.Count > 0).Select(o => (o.Key, o.Value)).ToArray();
        _open.Clear();
        return open;
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> records) =>
        records.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(records));
}
