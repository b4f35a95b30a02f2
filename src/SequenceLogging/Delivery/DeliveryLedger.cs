using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// The books of one delivery. Each figure is counted where it happens, so that the identity of
/// <see cref="DeliveryCounts"/> is a check and not a definition. Guarded by the lock of the queue that owns it.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly Dictionary<(RecordOutcome Outcome, string Reason), long> _outcomes = [];
    private long _emitted;
    private long _stored;
    private long _duplicate;

    public void CountEmitted(long count) => _emitted += count;

    /// <summary>Counts records that will never be stored; a note tells the store's totals.</summary>
    public void CountLost(RecordOutcome outcome, string reason, long count) =>
        _outcomes[(outcome, reason)] = _outcomes.GetValueOrDefault((outcome, reason)) + count;

    public void CountAppended(in AppendResult result)
    {
        _stored += result.Stored;
        _duplicate += result.Duplicate;
        foreach (var rejected in result.Rejected)
        {
            CountLost(RecordOutcome.Rejected, rejected.Reason, 1);
        }
    }

    public DeliveryCounts Snapshot(long pending) => new()
    {
        Emitted = _emitted,
        Stored = _stored,
        Duplicate = _duplicate,
        Pending = pending,
        RejectedBy = By(RecordOutcome.Rejected),
        DroppedBy = By(RecordOutcome.Dropped),
    };

    private Dictionary<string, long> By(RecordOutcome outcome) =>
        _outcomes.Where(o => o.Key.Outcome == outcome).ToDictionary(o => o.Key.Reason, o => o.Value);
}
