using System.Buffers.Binary;
using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Importing;

/// <summary>
/// Writes the records of a file to the store in large batches. While the store writes one batch the next is filled, so that
/// both have a processor; there are never more than these two in memory. The caller waits for each of its calls.
/// </summary>
/// <param name="store">Takes the records.</param>
/// <param name="batchSize">From how many records on a batch is full.</param>
/// <param name="refused">Told the line and the reason of each record that the store rejects.</param>
internal sealed class ImportWriter(ISequenceStore store, int batchSize, Action<long, string> refused) : IAsyncDisposable
{
    private const int MostBytes = 16 << 20;
    private const int FirstBatch = 1024;
    private const int MostDoublings = 10;

    private readonly Dictionary<string, long> _rejectedBy = [];
    private readonly Dictionary<string, long> _unaccounted = [];
    private Filling _filling = new(new RecordBatch($"import-{Guid.NewGuid():N}"));
    private Filling? _written;
    private Task<AppendResult>? _writing;
    private long _position;
    private int _doublings;

    /// <summary>
    /// Whether the batch is large enough to be written. The first ones are small, so that the store has work while the code
    /// that reads is still being compiled.
    /// </summary>
    public bool IsFull =>
        _filling.Batch.Count >= Math.Min(batchSize, FirstBatch << _doublings) || _filling.Batch.Length >= MostBytes;

    /// <summary>Records that were added or rejected.</summary>
    public long Emitted { get; private set; }

    /// <summary>Records that were not in the store before; exact behind <see cref="CompleteAsync"/>.</summary>
    public long Stored { get; private set; }

    /// <summary>Records that the store had; exact behind <see cref="CompleteAsync"/>.</summary>
    public long Duplicate { get; private set; }

    /// <summary>Records that were rejected, by reason; exact behind <see cref="CompleteAsync"/>.</summary>
    public IReadOnlyDictionary<string, long> RejectedBy => _rejectedBy;

    public void Add(RecordWriter records, long line)
    {
        for (var rest = records.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            _filling.Batch.Add(++_position, rest.Slice(sizeof(int), length));
            _filling.Lines.Add(_position, line);
            Emitted++;
            rest = rest[(sizeof(int) + length)..];
        }
    }

    /// <summary>Counts a record that made no sense, here and in the store's totals.</summary>
    public void Reject(string reason)
    {
        Emitted++;
        Count(_unaccounted, reason);
        Count(_rejectedBy, reason);
    }

    /// <summary>Waits until the batch before is written, and lets the store write this one.</summary>
    /// <exception cref="SequenceStoreException">The store cannot write.</exception>
    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        await FinishWritingAsync().ConfigureAwait(false);
        if (_filling.Batch.Count == 0 && _unaccounted.Count == 0)
        {
            return;
        }

        var batch = _filling.Batch;
        NoteRejections(batch);
        _doublings = Math.Min(_doublings + 1, MostDoublings);
        (_filling, _written) = (_written ?? new Filling(new RecordBatch(batch.Producer)), _filling);
        _writing = Task.Run(() => AppendAsync(batch, cancellationToken), CancellationToken.None);
    }

    /// <summary>Writes what is left, and waits for it.</summary>
    /// <exception cref="SequenceStoreException">The store cannot write.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken).ConfigureAwait(false);
        await FinishWritingAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for the store, which nobody else may be left to do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writing is Task writing)
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask FinishWritingAsync()
    {
        if (_writing is null)
        {
            return;
        }

        var result = await _writing.ConfigureAwait(false);
        _writing = null;
        Stored += result.Stored;
        Duplicate += result.Duplicate;
        foreach (var rejected in result.Rejected)
        {
            Count(_rejectedBy, rejected.Reason);
            refused(_written!.Lines[rejected.Position], rejected.Reason);
        }

        _written!.Clear();
    }

    private static void Count(Dictionary<string, long> counts, string reason) =>
        counts[reason] = counts.GetValueOrDefault(reason) + 1;

    private async Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await store.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData && batch.Count > batch.Notes)
        {
            return await DivideAsync(batch, e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Halves a batch that a bad record spoils, until that record is alone; then it is rejected.</summary>
    private async Task<AppendResult> DivideAsync(
        RecordBatch batch, SequenceStoreException cause, CancellationToken cancellationToken)
    {
        if (batch.Count > 1)
        {
            var (first, second) = batch.Halve();
            return Sum(
                await AppendAsync(first, cancellationToken).ConfigureAwait(false),
                await AppendAsync(second, cancellationToken).ConfigureAwait(false));
        }

        Trouble.Report("{0} refused a record for what is in it; it is set aside, see seqlog rejected list: {1}", store.Name, cause);
        await store.AppendAsync(batch.AsRefused(cause.Message), cancellationToken).ConfigureAwait(false);
        return new AppendResult(0, 0, [new RejectedRecord(batch.LastPosition, Reasons.RefusedByStore)]);
    }

    private static AppendResult Sum(in AppendResult one, in AppendResult other) =>
        new(one.Stored + other.Stored, one.Duplicate + other.Duplicate, [.. one.Rejected, .. other.Rejected]);

    /// <summary>The file has the lines, and the import tells which they are; here it is their number that counts.</summary>
    private void NoteRejections(RecordBatch batch)
    {
        foreach (var (reason, count) in _unaccounted)
        {
            batch.Add(++_position, RecordNotes.Rejections(reason, count));
        }

        _unaccounted.Clear();
    }

    /// <summary>A batch, with the lines that its records come from by their positions.</summary>
    private sealed record Filling(RecordBatch Batch)
    {
        public Dictionary<long, long> Lines { get; } = [];

        public void Clear()
        {
            Batch.Clear();
            Lines.Clear();
        }
    }
}
