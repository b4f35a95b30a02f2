using SequenceLogging.Storage;

namespace SequenceLogging.Journaling;

/// <summary>
/// Reads the journals of processes that died, in the order in which their records were logged. Each is cut at its last good
/// record. The positions in them let the store see what it has already.
/// </summary>
internal sealed class JournalAdoption(JournalFolder journal, int mostRecords, int mostBytes)
{
    /// <summary>Bytes behind the last good record: what a process was writing when it died, or what a disk has spoiled.</summary>
    public long CutBytes { get; private set; }

    /// <summary>The records in batches, each to be appended before the next is asked for.</summary>
    public IEnumerable<RecordBatch> ReadBatches()
    {
        var batch = new RecordBatch(journal.Producer);
        foreach (var path in journal.Segments())
        {
            var bytes = File.ReadAllBytes(path);
            if (Foreign(path, bytes, out var start) is { } foreign)
            {
                if (batch.Count > 0)
                {
                    yield return batch;
                }

                throw foreign;
            }

            while (TryAddNext(bytes, ref start, batch))
            {
                if (batch.Count >= mostRecords || batch.Length >= mostBytes)
                {
                    yield return batch;
                    batch = new RecordBatch(journal.Producer);
                }
            }

            if (bytes.AsSpan(start).ContainsAnyExcept((byte)0))
            {
                var cut = bytes.AsSpan(start).LastIndexOfAnyExcept((byte)0) + 1;
                CutBytes += cut;
                Trouble.Report(
                    "The journal segment {0} ends in {1} bytes that are no whole record; they are left out.", path, cut);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static InvalidDataException? Foreign(string path, byte[] bytes, out int start)
    {
        try
        {
            start = Segment.FirstFrame(bytes);
            return null;
        }
        catch (FormatException e)
        {
            // Not cut but kept as it is: another version may know what it says.
            start = 0;
            return new InvalidDataException($"{path} is no journal segment that this version can read. {e.Message}", e);
        }
    }

    private static bool TryAddNext(byte[] bytes, ref int start, RecordBatch batch)
    {
        if (!JournalFrame.TryRead(bytes.AsSpan(start), out var position, out var record) || position <= batch.LastPosition)
        {
            return false;
        }

        batch.Add(position, record);

        // The file may end within the filling behind the record.
        start = Math.Min(start + JournalFrame.SizeOf(record.Length), bytes.Length);
        return true;
    }
}
