namespace SequenceLogging.Journaling;

/// <summary>
/// Records first in, first out, in segments. A record that was read is kept until it is released, since only then is it
/// safe in the store. Segments that are empty are kept for the next time, all but one of them only while there is much to do. Not safe
/// for several threads at once.
/// </summary>
internal sealed class SegmentedBuffer(JournalFolder? journal) : IDisposable
{
    /// <summary>
    /// So many empty ones are kept at most: what the usual queue takes when it is full, so that they take no room which it had not.
    /// </summary>
    public const int MostSpares = 8;

    private const int MappedSize = 4 << 20;
    private const int MemorySize = 1 << 20;

    /// <summary>How much is wiped at once, so that nobody waits long for it.</summary>
    private const int MostToWipe = 64 << 10;

    private readonly LinkedList<Segment> _segments = [];
    private LinkedListNode<Segment>? _reading;
    private readonly Stack<Segment> _spares = [];
    private long _released;

    public void Write(long position, ReadOnlySpan<byte> record)
    {
        var segment = _segments.Last?.Value;
        if (segment is null || !segment.Fits(record.Length))
        {
            segment = AddSegment(Segment.HeadSize + JournalFrame.SizeOf(record.Length));
        }

        segment.Write(position, record);
    }

    /// <summary>
    /// Lists where the records are that were not read yet, oldest first. They may be read without the lock, since what is written
    /// does not change; say then with <see cref="Segment.AdvanceTo"/>, with the lock again, how far.
    /// </summary>
    public void ListUnread(List<UnreadPiece> pieces)
    {
        while (_reading is { Value.IsRead: true, Next: { } next })
        {
            _reading = next;
        }

        for (var node = _reading; node is not null; node = node.Next)
        {
            if (!node.Value.IsRead)
            {
                pieces.Add(new UnreadPiece(node.Value, node.Value.Start, node.Value.End));
            }
        }
    }

    /// <summary>Says that all records up to a position are stored.</summary>
    /// <returns>A segment of which nothing is needed any more: reset it, which may be done without the lock, and give it to
    /// <see cref="TryKeep"/>. Null for none; ask until then.</returns>
    public Segment? Release(long position)
    {
        _released = Math.Max(_released, position);
        if (_segments.First is { } first
            && first.Value.IsRead
            && first.Value.LastPosition <= _released
            && first != _segments.Last)
        {
            return Detach(first);
        }

        Clean();
        return null;
    }

    /// <summary>Keeps a segment for when the next one is needed.</summary>
    /// <returns>False where there are enough, or it is none to be kept; then remove it.</returns>
    public bool TryKeep(Segment segment)
    {
        if (_spares.Count == MostSpares || segment.Bytes.Length != MappedSize)
        {
            return false;
        }

        _spares.Push(segment);
        return true;
    }

    /// <summary>Gives up a segment that is kept, where there is more than one: call when there is little to do, and remove it.</summary>
    public Segment? TakeSurplus() => _spares.Count > 1 ? _spares.Pop() : null;

    /// <summary>Wipes some of what is stored: the file in use stays, and should not keep what is erased elsewhere.</summary>
    /// <returns>Whether there may be more to wipe.</returns>
    public bool Clean() => _segments.First?.Value.Wipe(_released, MostToWipe) > 0;

    /// <summary>Ends the use. What is stored is removed, what is not stays in its files for the next process.</summary>
    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            if (segment.LastPosition <= _released)
            {
                segment.Remove();
            }
            else
            {
                segment.Dispose();
            }
        }

        while (_spares.TryPop(out var spare))
        {
            spare.Remove();
        }

        _segments.Clear();
        _reading = null;
    }

    private Segment AddSegment(int size)
    {
        // The last segment stays even when all of it is stored, so that a quiet log does not make files all the time.
        if (_segments.Last is { } last && last.Value.IsRead && last.Value.LastPosition <= _released)
        {
            var done = Detach(last);
            done.Reset();
            if (!TryKeep(done))
            {
                done.Remove();
            }
        }

        var segment = Renew(size) ?? Create(size);
        var node = _segments.AddLast(segment);
        _reading ??= node;
        return segment;
    }

    private Segment Detach(LinkedListNode<Segment> node)
    {
        if (_reading == node)
        {
            _reading = node.Next;
        }

        _segments.Remove(node);
        return node.Value;
    }

    private Segment? Renew(int size)
    {
        if (!_spares.TryPeek(out var spare) || spare.Bytes.Length < size || !spare.TryRenew(journal!.NextSegmentPath()))
        {
            return null;
        }

        return _spares.Pop();
    }

    private Segment Create(int size)
    {
        if (journal is null)
        {
            return new MemorySegment(Math.Max(MemorySize, size));
        }

        try
        {
            return MappedSegment.Create(journal.NextSegmentPath(), Math.Max(MappedSize, size));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble.Report(
                "The journal {0} cannot grow; until it can, what is logged would not survive the end of the process: {1}",
                journal.Path, e.Message);
            return new MemorySegment(Math.Max(MemorySize, size));
        }
    }
}

/// <summary>Frames of a segment, one behind the other, that were not read yet.</summary>
internal readonly record struct UnreadPiece(Segment Segment, int Start, int End);
