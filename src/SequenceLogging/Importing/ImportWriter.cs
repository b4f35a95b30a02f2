using System.Buffers.Binary;
using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog.Debugging;

namespace SequenceLogging.Importing;

/// <summary>
/// Writes the records of a file to the store in large batches. While the store writes one batch the next is filled, so that
/// both have a processor; there are never more than these two in memory. The caller waits for each of its calls.
/// </summary>
internal sealed class ImportWriter(ISequenceStore store, int batchSize) : IAsyncDisposable
{
    private const int MostBytes = 4 << 20;

    private readonly Dictionary<(RecordOutcome Outcome, string Reason), long> _outcomes = [];
    private readonly Dictionary<string, long> _unsavedRejections = [];
    private RecordBatch _filling = new($"import-{Guid.NewGuid():N}");
    private RecordBatch? _spare;
    private Task<List<OutcomeCount>>? _writing;
    private long _position;
    private long _emittedSaved;

    /// <summary>Whether the batch is large enough to be written.</summary>
    public bool IsFull => _filling.Count >= batchSize || _filling.Length >= MostBytes;

    /// <summary>Records that were added or rejected.</summary>
    public long Emitted { get; private set; }

    /// <summary>How many records ended so; exact behind <see cref="CompleteAsync"/>.</summary>
    public long Count(RecordOutcome outcome) => _outcomes.Where(o => o.Key.Outcome == outcome).Sum(o => o.Value);

    /// <summary>How many records were rejected, by reason; exact behind <see cref="CompleteAsync"/>.</summary>
    public Dictionary<string, long> RejectedBy() =>
        _outcomes.Where(o => o.Key.Outcome is RecordOutcome.Rejected).ToDictionary(o => o.Key.Reason, o => o.Value);

    public void Add(RecordWriter records)
    {
        for (var rest = records.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            _filling.Add(++_position, rest.Slice(sizeof(int), length));
            rest = rest[(sizeof(int) + length)..];
        }

        Emitted += records.Count;
    }

    /// <summary>Counts a record that made no sense, here and in the store's totals.</summary>
    public void Reject(string reason)
    {
        _position++;
        Emitted++;
        _unsavedRejections[reason] = _unsavedRejections.GetValueOrDefault(reason) + 1;
        Book(new OutcomeCount(RecordOutcome.Rejected, reason, 1));
    }

    /// <summary>Waits until the batch before is written, and lets the store write this one.</summary>
    /// <exception cref="SequenceStoreException">The store cannot write.</exception>
    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        await FinishWritingAsync().ConfigureAwait(false);
        if (Emitted == _emittedSaved)
        {
            return;
        }

        var batch = _filling;
        batch.Account(
            _position,
            [.. _unsavedRejections.Select(r => new OutcomeCount(RecordOutcome.Rejected, r.Key, r.Value))]);
        _emittedSaved = Emitted;
        _unsavedRejections.Clear();
        _filling = _spare ?? new RecordBatch(batch.Producer);
        _spare = batch;
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

        foreach (var outcome in await _writing.ConfigureAwait(false))
        {
            Book(outcome);
        }

        _writing = null;
        _spare!.Clear();
    }

    private void Book(in OutcomeCount outcome)
    {
        var key = (outcome.Outcome, outcome.Reason);
        _outcomes[key] = _outcomes.GetValueOrDefault(key) + outcome.Count;
    }

    private async Task<List<OutcomeCount>> AppendAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            var result = await store.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
            return
            [
                new OutcomeCount(RecordOutcome.Stored, "", result.Stored),
                new OutcomeCount(RecordOutcome.Duplicate, "", result.Duplicate),
                .. result.Rejected.Select(r => new OutcomeCount(RecordOutcome.Rejected, r.Reason, 1)),
            ];
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData && batch.Count > 0)
        {
            return await DivideAsync(batch, e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Halves a batch that a bad record spoils, until that record is alone; then it is rejected.</summary>
    private async Task<List<OutcomeCount>> DivideAsync(
        RecordBatch batch, SequenceStoreException cause, CancellationToken cancellationToken)
    {
        if (batch.Count > 1)
        {
            var (first, second) = batch.Halve();
            var written = await AppendAsync(first, cancellationToken).ConfigureAwait(false);
            return [.. written, .. await AppendAsync(second, cancellationToken).ConfigureAwait(false)];
        }

        SelfLog.WriteLine("{0} refused a record for what is in it; it is counted as rejected: {1}", store.Name, cause);
        var refused = new OutcomeCount(RecordOutcome.Rejected, Reasons.RefusedByStore, 1);
        var rest = batch.WithoutRecords();
        rest.Account(rest.LastPosition, [.. rest.Outcomes, refused]);
        return [refused, .. await AppendAsync(rest, cancellationToken).ConfigureAwait(false)];
    }
}
