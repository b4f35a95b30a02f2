using System.Runtime.InteropServices;
using System.Text;

namespace SequenceLogging.Storage.Planning;

/// <summary>
/// What the records of a batch mean for a store: the rows to add and to change, worked out from what it knows. It holds the
/// rules of <see cref="ISequenceStore"/> and does no I/O, so that stores differ only in how they load and save. Made for one
/// transaction; after a failure it is thrown away with all that it has changed in the states of <see cref="IStoreKnowledge"/>.
/// </summary>
public sealed partial class BatchPlan(IStoreKnowledge known)
{
    private readonly Dictionary<long, SequenceRow> _added = [];
    private readonly Dictionary<SequenceState, SequenceStatus> _changed = [];
    private readonly Dictionary<long, BeginningRow> _beginnings = [];
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<byte[]> _eventIds = new(BytesComparer.Instance);
    private readonly List<StepRow> _steps = [];
    private readonly Dictionary<LinkKey, LinkRow> _links = [];
    private readonly List<ErrorRow> _errors = [];
    private readonly List<StatusRow> _statuses = [];
    private readonly Dictionary<LossKey, LossRow> _losses = [];
    private readonly List<RejectedRow> _rejectedRows = [];
    private readonly Dictionary<DeliveryKey, long> _delivery = [];
    private readonly List<RejectedRecord> _rejected = [];
    private int _stored;
    private int _duplicate;

    /// <summary>Sequences that are new, by their number.</summary>
    public IReadOnlyDictionary<long, SequenceRow> Added => _added;

    /// <summary>Known sequences that records changed, with the status that each had before.</summary>
    public IReadOnlyDictionary<SequenceState, SequenceStatus> Changed => _changed;

    /// <summary>What is learnt of sequences that were adopted before.</summary>
    public IReadOnlyCollection<BeginningRow> Beginnings => _beginnings.Values;

    /// <summary>Keys that are new.</summary>
    public IReadOnlyDictionary<string, long> Keys => _keys;

    /// <summary>Event ids that are new.</summary>
    public IReadOnlyCollection<byte[]> EventIds => _eventIds;

    /// <summary>Steps, in the order of the batch.</summary>
    public IReadOnlyList<StepRow> Steps => _steps;

    /// <summary>Links, new or known: where one is there, the times widen, and metadata that is not null is put in its place.</summary>
    public IReadOnlyCollection<LinkRow> Links => _links.Values;

    /// <summary>Errors outside of steps, in the order of the batch.</summary>
    public IReadOnlyList<ErrorRow> Errors => _errors;

    /// <summary>Changes of status by name, in the order of the batch.</summary>
    public IReadOnlyList<StatusRow> Statuses => _statuses;

    /// <summary>Gaps in journeys: where one is there, the counts add up and the times widen.</summary>
    public IReadOnlyCollection<LossRow> Losses => _losses.Values;

    /// <summary>What was rejected, to be kept.</summary>
    public IReadOnlyList<RejectedRow> Rejected => _rejectedRows;

    /// <summary>What is to be added to the totals of deliveries.</summary>
    public IReadOnlyDictionary<DeliveryKey, long> Delivery => _delivery;

    /// <summary>
    /// What is to be added to the statistics. New links are not counted in it: whether a link is new is seen when it is saved.
    /// </summary>
    public StatisticsDelta Statistics { get; } = new();

    /// <summary>What became of the records that were applied.</summary>
    public AppendResult Result => new(_stored, _duplicate, _rejected.Count == 0 ? [] : [.. _rejected]);

    /// <summary>Reads a record.</summary>
    /// <exception cref="SequenceStoreException">It is none; of kind <see cref="StoreErrorKind.BadData"/>.</exception>
    public static SequenceRecord Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new SequenceRecord(bytes);
        }
        catch (FormatException e)
        {
            throw BadData(e.Message, e);
        }
    }

    /// <summary>Applies all records of a batch, and counts them in the totals.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="written">The producer's last position: up to there, records were written by an earlier try.</param>
    /// <param name="rejectedBefore">Of the rejected records that the store keeps, those of this producer, by position.</param>
    /// <exception cref="SequenceStoreException">A record makes no sense; nothing of the batch may be saved.</exception>
    public AppendResult Apply(RecordBatch batch, long written, IReadOnlyDictionary<long, string> rejectedBefore)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(rejectedBefore);
        List<RejectedRecord> earlierRejected = [];
        var earlier = 0;
        for (var records = batch.GetEnumerator(); records.MoveNext();)
        {
            if (records.Position > written)
            {
                Apply(Read(records.Current), records.Current, batch.Producer, records.Position);
            }
            else if (!SequenceRecord.IsNote(records.Current))
            {
                earlier++;
                if (rejectedBefore.TryGetValue(records.Position, out var reason))
                {
                    earlierRejected.Add(new RejectedRecord(records.Position, reason));
                }
            }
        }

        var result = Result;
        Count(RecordOutcome.Stored, "", result.Stored, result.Stored);
        Count(RecordOutcome.Duplicate, "", result.Duplicate, result.Duplicate);
        foreach (var rejected in result.Rejected)
        {
            Count(RecordOutcome.Rejected, rejected.Reason, 1, emitted: 1);
        }

        return result with
        {
            Stored = result.Stored + earlier - earlierRejected.Count,
            Rejected = [.. earlierRejected, .. result.Rejected],
        };
    }

    /// <summary>Tries a rejected record again, and moves it in the totals from the rejected ones to what became of it.</summary>
    /// <exception cref="SequenceStoreException">It is refused still; nothing of the plan may be saved.</exception>
    public RecordOutcome Retry(long id, string reason, ReadOnlySpan<byte> record)
    {
        Apply(Read(record), record, "retry", id);
        if (_rejected.Count > 0)
        {
            throw BadData($"Rejected record {id} is refused still ({_rejected[0].Reason}); it stays where it is.");
        }

        var outcome = _stored > 0 ? RecordOutcome.Stored : RecordOutcome.Duplicate;
        Count(RecordOutcome.Rejected, reason, -1, emitted: 0);
        Count(outcome, "", 1, emitted: 0);
        return outcome;
    }

    private void Apply(in SequenceRecord record, ReadOnlySpan<byte> bytes, string producer, long position)
    {
        switch (record.Kind)
        {
            case RecordKind.Begin: Begin(record); return;
            case RecordKind.Rejected: NoteRejected(record, producer, position); return;
            case RecordKind.Loss: NoteLoss(record); return;
            case RecordKind.KnownEvent: NoteEvent(record); return;
            case RecordKind.Step or RecordKind.Link or RecordKind.Status or RecordKind.Error: break;
            default: throw BadData($"A record of kind {(int)record.Kind} is not known to this version.");
        }

        // First, since what the store has already must not bring an unknown sequence with it.
        if (HasEvent(record.EventId))
        {
            _duplicate++;
            return;
        }

        if (Resolve(record, out var reason) is not { } state)
        {
            _rejected.Add(new RejectedRecord(position, reason));
            Keep(record, reason, 1, bytes.ToArray(), producer, position);
            return;
        }

        var before = state.Status;
        switch (record.Kind)
        {
            case RecordKind.Step: AddStep(record, state); break;
            case RecordKind.Link: AddLink(record, state); break;
            case RecordKind.Status: AddStatus(record, state); break;
            default: AddError(record, state); break;
        }

        if (!record.EventId.IsEmpty)
        {
            _eventIds.Add(record.EventId.ToArray());
        }

        if (state.Status != before)
        {
            Statistics.CountStatus(before, state.Status);
        }

        MarkChanged(state, before);
        Statistics.CountActivity(record.UnixMicroseconds);
        _stored++;
    }

    private void AddStep(in SequenceRecord record, SequenceState state)
    {
        if (record.StepStatus > StepStatus.Skipped)
        {
            throw BadData($"A step's status of {(int)record.StepStatus} is not known to this version.");
        }

        var name = Encoding.UTF8.GetString(record.Name);
        if (!StepName.TryParse(name, out _))
        {
            throw BadData($"A step's name is blank or longer than {StepName.MaxLength} characters.");
        }

        var kind = known.KindOf(Encoding.UTF8.GetString(record.Component), name);
        Statistics.CountStep(kind, record.StepStatus, record.DurationMs, record.UnixMicroseconds, state.LastStep, state.LastStepAt);
        var order = state.TakeStep(kind, record.StepStatus, record.UnixMicroseconds);
        _steps.Add(new StepRow(
            state.Sequence,
            order,
            kind,
            record.StepStatus,
            record.UnixMicroseconds,
            double.IsNaN(record.DurationMs) ? null : record.DurationMs,
            TextOf(record.Message),
            TextOf(record.Metadata),
            TextOf(record.Error),
            BytesOf(record.Trace)));
    }

    private void AddLink(in SequenceRecord record, SequenceState state)
    {
        state.Touch(record.UnixMicroseconds);
        var key = new LinkKey(
            state.Sequence,
            Encoding.UTF8.GetString(record.Component),
            Encoding.UTF8.GetString(record.EntityType),
            Encoding.UTF8.GetString(record.EntityId),
            Encoding.UTF8.GetString(record.LinkType));
        var at = record.UnixMicroseconds;
        var row = CollectionsMarshal.GetValueRefOrAddDefault(_links, key, out _) ?? new LinkRow(key, at, at, null);
        _links[key] = row with
        {
            FirstSeen = Math.Min(row.FirstSeen, at),
            LastSeen = Math.Max(row.LastSeen, at),
            Metadata = TextOf(record.Metadata) ?? row.Metadata,
        };
    }

    private void AddStatus(in SequenceRecord record, SequenceState state)
    {
        if (record.SequenceStatus > SequenceStatus.Abandoned)
        {
            throw BadData($"A sequence's status of {(int)record.SequenceStatus} is not known to this version.");
        }

        state.TakeStatus(record.SequenceStatus, record.UnixMicroseconds);
        _statuses.Add(new StatusRow(
            state.Sequence, state.StepCount, record.UnixMicroseconds, record.SequenceStatus, TextOf(record.Message)));
    }

    private void AddError(in SequenceRecord record, SequenceState state)
    {
        state.Touch(record.UnixMicroseconds);
        _errors.Add(new ErrorRow(
            state.Sequence,
            state.StepCount,
            record.UnixMicroseconds,
            TextOf(record.Component),
            TextOf(record.Message),
            TextOf(record.Metadata),
            TextOf(record.Error),
            BytesOf(record.Trace)));
    }

    private bool HasEvent(ReadOnlySpan<byte> id) =>
        !id.IsEmpty && (_eventIds.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(id) || known.HasEvent(id));

    private void MarkChanged(SequenceState state, SequenceStatus before)
    {
        if (!_added.ContainsKey(state.Sequence))
        {
            _changed.TryAdd(state, before);
        }
    }

    private void Count(RecordOutcome outcome, string reason, long count, long emitted)
    {
        Count(new DeliveryKey(DeliveryNames.Emitted, ""), emitted);
        Count(new DeliveryKey(DeliveryNames.Of(outcome), reason), count);
    }

    private void Count(DeliveryKey key, long count)
    {
        if (count != 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_delivery, key, out _) += count;
        }
    }

    private static string? TextOf(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);

    private static byte[]? BytesOf(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : bytes.ToArray();

    private static SequenceStoreException BadData(string message, Exception? cause = null) =>
        new(message, cause) { Kind = StoreErrorKind.BadData };
}
