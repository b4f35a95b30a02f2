using SequenceLogging.Storage;
using SequenceLogging.Summaries;

namespace SequenceLogging.Delivery;

/// <content>What the summaries of journeys need: to be told what is stored, and to have a mark kept.</content>
internal sealed partial class SequencePipeline
{
    private SequenceSummaries? _summaries;

    /// <summary>Told of each batch that the store has taken, on the writer's thread.</summary>
    public event Action<RecordBatch>? Stored;

    /// <summary>Starts the summaries of this store, which end with it at the latest.</summary>
    public SequenceSummaries Attach(Func<SequenceSummaries> start)
    {
        lock (OpenLock)
        {
            return _summaries is null
                ? _summaries = start()
                : throw new InvalidOperationException(
                    $"Summaries of {Store.Name} are written already. Call WriteSummariesTo once, with a logger that has all the sinks; or "
                    + "dispose what it returned before.");
        }
    }

    public void Detach(SequenceSummaries summaries)
    {
        lock (OpenLock)
        {
            _summaries = _summaries == summaries ? null : _summaries;
        }
    }

    /// <summary>Lets the store remember an event id, and nothing else of it.</summary>
    public void NoteEvent(ReadOnlySpan<byte> eventId)
    {
        var bench = new Workbench();
        bench.Records.Start(RecordKind.KnownEvent, 0, 0, 0, double.NaN);
        bench.Records.Add(RecordField.EventId, eventId);
        bench.Records.End();
        _queue.Append(bench.Records, bench.Rejections, out _);
    }

    private void TellStored(RecordBatch batch)
    {
        try
        {
            Stored?.Invoke(batch);
        }
        catch (Exception e)
        {
            Trouble.Report("{0} has taken a batch, and who was told of it failed: {1}", Store.Name, e);
        }
    }
}
