using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// The books of one delivery. Each figure is counted where it happens, so that the identity of
/// <see cref="DeliveryCounts"/> is a check and not a definition. Guarded by the lock of the queue that owns it.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly Dictionary<(RecordOutcome Outcome, string Reason), long> _outcomes = [];
    private readonly Dictionary<(RecordOutcome Outcome, string Reason), long> _unsaved = [];
    private long _emitted;
    private long _stored;
    private long _duplicate;

    /// <summary>Whether there is something that the store's totals do not know yet.</summary>
    public bool HasUnsaved => _unsaved.Count > 0;

    public void CountEmitted(long count) => _emitted += count;

    /// <summary>Counts records that will never reach a batch.</summary>
    public void CountLost(RecordOutcome outcome, string reason, long count)
    {
        Add(_outcomes, outcome, reason, count);
        Add(_unsaved, outcome, reason, count);
    }

    public void CountAppended(in AppendResult result)
    {
        _stored += result.Stored;
        _duplicate += result.Duplicate;
        foreach (var rejected in result.Rejected)
        {
            // The store that rejected them has them in its totals already.
            Add(_outcomes, RecordOutcome.Rejected, rejected.Reason, 1);
        }
    }

    /// <summary>Hands over what the store's totals do not know yet; whoever takes it answers for it.</summary>
    public IReadOnlyList<OutcomeCount> TakeUnsaved()
    {
        if (_unsaved.Count == 0)
        {
            return [];
        }

        List<OutcomeCount> taken = [.. _unsaved.Select(u => new OutcomeCount(u.Key.Outcome, u.Key.Reason, u.Value))];
        _unsaved.Clear();
        return taken;
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

    private static void Add(
        Dictionary<(RecordOutcome Outcome, string Reason), long> counts, RecordOutcome outcome, string reason, long count) =>
        counts[(outcome, reason)] = counts.GetValueOrDefault((outcome, reason)) + count;

    private Dictionary<string, long> By(RecordOutcome outcome) =>
        _outcomes.Where(o => o.Key.Outcome == outcome).ToDictionary(o => o.Key.Reason, o => o.Value);
}
