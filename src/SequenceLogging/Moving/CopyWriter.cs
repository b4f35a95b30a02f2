using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Writes the records of a copy in batches that are bounded in records and bytes. What a target refuses for what is in it
/// (a text that it cannot keep) stops its own journey and no other.
/// </summary>
/// <param name="target">Takes the records.</param>
/// <param name="batchSize">Most records of a batch.</param>
/// <param name="fault">Told of every journey that the target does not take.</param>
internal sealed class CopyWriter(ISequenceStore target, int batchSize, Action<CopyFault> fault)
{
    private const int MostBytes = 16 << 20;

    private readonly RecordBatch _batch = new($"copy-{Guid.NewGuid():N}");
    private readonly RecordWriter _records = new();
    private readonly List<Part> _parts = [];
    private readonly HashSet<SequenceId> _refused = [];
    private long _position;

    /// <summary>Records and notes that changed something.</summary>
    public long Written { get; private set; }

    /// <summary>Begins a pass: what was refused in the one before is tried again.</summary>
    public void StartPass() => _refused.Clear();

    /// <summary>Adds a record, and writes the batch when it is full.</summary>
    /// <param name="sequence">The journey that it belongs to; null for none.</param>
    /// <param name="write">Writes one record.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask AddAsync(SequenceId? sequence, Action<RecordWriter> write, CancellationToken cancellationToken)
    {
        if (sequence is { } id && _refused.Contains(id))
        {
            return;
        }

        if (_parts.Count == 0 || _parts[^1].Sequence != sequence)
        {
            _parts.Add(new Part(sequence, _position + 1));
        }

        _records.Clear();
        write(_records); // one record behind its length
        _batch.Add(++_position, _records.Written[sizeof(int)..]);
        if (_batch.Count >= batchSize || _batch.Length >= MostBytes)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is waiting.</summary>
    /// <exception cref="SequenceStoreException">The target cannot write.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        try
        {
            await AppendAsync(_batch, cancellationToken).ConfigureAwait(false);
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData)
        {
            foreach (var part in _parts)
            {
                await AppendAsync(part, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _batch.Clear();
            _parts.Clear();
        }
    }

    private async ValueTask AppendAsync(Part part, CancellationToken cancellationToken)
    {
        try
        {
            await AppendAsync(BatchOf(part), cancellationToken).ConfigureAwait(false);
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData)
        {
            if (part.Sequence is { } id)
            {
                _refused.Add(id);
            }

            fault(new CopyFault(part.Sequence, "record", $"the target refused it for what is in it: {Excerpt.Of(e.Message)}"));
        }
    }

    private async ValueTask AppendAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        var result = await target.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
        Written += result.Stored + batch.Notes;
        foreach (var rejected in result.Rejected)
        {
            var part = _parts.FindLast(p => p.First <= rejected.Position);
            fault(new CopyFault(part?.Sequence, "record", $"the target rejected it: {rejected.Reason}"));
        }
    }

    private RecordBatch BatchOf(Part part)
    {
        var next = _parts.IndexOf(part) + 1;
        var end = next < _parts.Count ? _parts[next].First : long.MaxValue;
        var batch = new RecordBatch(_batch.Producer);
        for (var record = _batch.GetEnumerator(); record.MoveNext();)
        {
            if (record.Position >= part.First && record.Position < end)
            {
                batch.Add(record.Position, record.Current);
            }
        }

        return batch;
    }

    /// <summary>Neighbouring records of one journey.</summary>
    private sealed record Part(SequenceId? Sequence, long First);
}
