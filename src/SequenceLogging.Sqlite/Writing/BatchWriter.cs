using System.Text;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>Writes the records of a batch inside the transaction that its caller has begun.</summary>
internal sealed partial class BatchWriter
{
    private readonly Database _database;
    private readonly StepTable _steps;
    private readonly StepKindTable _kinds;
    private readonly SequenceKeyTable _keys;
    private readonly LinkTable _links;
    private readonly DeliveryTable _delivery;
    private readonly RejectedTable _rejectedOnes;
    private readonly LossTable _losses;
    private readonly IdGapTable _gaps;
    private readonly StepPlaceTable _places;
    private readonly SequencePlaceTable _sequencePlaces;
    private readonly SignatureWriter _signatures;
    private readonly StatisticsTable _statistics;
    private readonly OlderWriters _olderWriters;
    private readonly StatisticsDelta _delta = new();
    private readonly List<RejectedRecord> _rejected = [];
    private int _stored;
    private int _duplicate;
    private long _dataVersion;

    public BatchWriter(Database database, IdMarks marks)
    {
        _database = database;
        _steps = new StepTable(database);
        _kinds = new StepKindTable(database);
        _keys = new SequenceKeyTable(database);
        _links = new LinkTable(database);
        _delivery = new DeliveryTable(database);
        _rejectedOnes = new RejectedTable(database);
        _losses = new LossTable(database);
        _places = new StepPlaceTable(database);
        _sequencePlaces = new SequencePlaceTable(database);
        _signatures = new SignatureWriter(database);
        _statistics = new StatisticsTable(database);
        _olderWriters = new OlderWriters(database);
        _gaps = new IdGapTable(database);
        Counters = new CounterTable(database, marks, _gaps);
        Sequences = new SequenceTable(database, _kinds, _sequencePlaces);
    }

    public CounterTable Counters { get; }

    public SequenceTable Sequences { get; }

    /// <summary>Call first in every transaction: forgets what another process may have changed.</summary>
    public void Begin()
    {
        _delta.Clear();
        _rejected.Clear();
        _stored = 0;
        _duplicate = 0;
        Counters.Begin();
        _steps.Begin();
        var version = _database.ReadNumber("PRAGMA data_version") ?? 0;
        if (version != _dataVersion)
        {
            Forget();
            _dataVersion = version;
        }

        _olderWriters.MakeUp();
    }

    /// <summary>Call after a transaction that failed: what is remembered of it never happened.</summary>
    public void Forget()
    {
        _kinds.Forget();
        _keys.Forget();
        _links.Forget();
        _places.Forget();
        _sequencePlaces.Forget();
        _statistics.Forget();
        _olderWriters.Forget();
        Sequences.Forget();
    }

    /// <summary>Issues an id and creates its sequence.</summary>
    public SequenceId Create(NewSequence sequence)
    {
        var id = Counters.Issue(sequence.CreatedAt);
        AddSequence(id, sequence);
        _statistics.Add(_delta);
        return id;
    }

    /// <summary>Deletes what belongs to a user, and forgets what was remembered of it.</summary>
    public Erasure Erase(UserId user)
    {
        Forget();
        var erasure = new UserErasure(_database, user, _gaps).Run();
        _olderWriters.Note();
        return erasure;
    }

    /// <summary>Removes the next few sequences, and forgets what was remembered of them.</summary>
    public Pruning Prune(PruneQuery query)
    {
        var pruning = new SequencePruning(_database, query);
        var result = pruning.Remove(_gaps);
        foreach (var id in pruning.Removed)
        {
            Sequences.Forget(id);
        }

        // The newest steps may be among them, and their numbers are given again.
        _olderWriters.Note();
        _places.Forget();
        _sequencePlaces.Forget();
        _signatures.RemoveEmpty();
        if (pruning.HasRemovedKeys)
        {
            _keys.Forget();
        }

        return result;
    }

    /// <summary>Stores a signature of steps or errors.</summary>
    /// <returns>False where it came too late.</returns>
    public bool Sign(SignatureDraft draft) => _signatures.Add(draft);

    /// <summary>Signs the beginnings of some sequences, or else puts small signatures together.</summary>
    /// <returns>False where there was nothing to do.</returns>
    public bool SignMore(int due)
    {
        if (_signatures.AddSequences(due))
        {
            _sequencePlaces.Forget();
            return true;
        }

        return _signatures.Join();
    }

    public AppendResult Write(RecordBatch batch)
    {
        var written = _delivery.PositionOf(batch.Producer);
        List<long> earlier = [];
        for (var records = batch.GetEnumerator(); records.MoveNext();)
        {
            var record = Read(records.Current);
            if (records.Position > written)
            {
                Write(record, records.Current, new Place(batch.Producer, records.Position));
            }
            else if (!IsNote(record))
            {
                earlier.Add(records.Position);
            }
        }

        if (batch.LastPosition > written)
        {
            Save();
            _delivery.Save(batch, Result());
        }
        else
        {
            // An earlier try, whose commit was reported as failed, has written it all, perhaps without reaching the disk. A
            // commit without a change would not sync, and this one is about to be acknowledged.
            _delivery.CountRepeated();
        }

        return earlier.Count == 0 ? Result() : WithEarlier(batch.Producer, earlier);
    }

    private void Save()
    {
        _steps.Flush();
        Sequences.Save();
        _statistics.Add(_delta);
        if (_delta.Days.Count > 0)
        {
            _olderWriters.Note();
        }

        _rejectedOnes.Prune();
    }

    private AppendResult Result() => new(_stored, _duplicate, _rejected.Count == 0 ? [] : [.. _rejected]);

    private static bool IsNote(in SequenceRecord record) => record.Kind is RecordKind.Rejected or RecordKind.Loss or RecordKind.KnownEvent;

    private static SequenceRecord Read(ReadOnlySpan<byte> bytes)
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

    private void Write(in SequenceRecord record, ReadOnlySpan<byte> bytes, Place place)
    {
        switch (record.Kind)
        {
            case RecordKind.Begin: Count(Begin(record)); return;
            case RecordKind.Rejected: NoteRejected(record, place); return;
            case RecordKind.Loss: NoteLoss(record); return;
            case RecordKind.KnownEvent: NoteEvent(record); return;
            case RecordKind.Step or RecordKind.Link or RecordKind.Status or RecordKind.Error: break;
            default: throw BadData($"A record of kind {(int)record.Kind} is not known to this version.");
        }

        // First, since what the store has already must not bring an unknown sequence with it.
        if (!TryRemember(record.EventId))
        {
            _duplicate++;
            return;
        }

        if (Resolve(record, out var reason) is not { } row)
        {
            _rejected.Add(new RejectedRecord(place.Position, reason));
            _rejectedOnes.Add(record, reason, bytes, place.Producer, place.Position);
            Forget(record.EventId);
            return;
        }

        Sequences.MarkChanged(row);
        var state = row.State;
        var before = state.Status;
        switch (record.Kind)
        {
            case RecordKind.Step: WriteStep(record, row); break;
            case RecordKind.Link: WriteLink(record, state); break;
            case RecordKind.Status: WriteStatus(record, state); break;
            default: WriteError(record, state); break;
        }

        if (state.Status != before)
        {
            _delta.CountStatus(before, state.Status);
        }

        _delta.CountActivity(record.UnixMicroseconds);
        _stored++;
    }

    private void Count(bool isStored)
    {
        _stored += isStored ? 1 : 0;
        _duplicate += isStored ? 0 : 1;
    }

    /// <returns>False where the event id is known.</returns>
    private bool TryRemember(ReadOnlySpan<byte> eventId)
    {
        if (eventId.IsEmpty)
        {
            return true;
        }

        _database.Prepare("INSERT INTO event_ids (id) VALUES (?) ON CONFLICT DO NOTHING").BindBlob(1, eventId).Run();
        return _database.Changes > 0;
    }

    /// <summary>A rejected record may come again, when its sequence has begun.</summary>
    private void Forget(ReadOnlySpan<byte> eventId)
    {
        if (!eventId.IsEmpty)
        {
            _database.Prepare("DELETE FROM event_ids WHERE id = ?").BindBlob(1, eventId).Run();
        }
    }

    private void WriteStep(in SequenceRecord record, SequenceRow row)
    {
        if (record.StepStatus > StepStatus.Skipped)
        {
            throw BadData($"A step's status of {(int)record.StepStatus} is not known to this version.");
        }

        var state = row.State;
        var kind = _kinds.Get(record.Component, record.Name);
        _delta.CountStep(kind, record.StepStatus, record.DurationMs, record.UnixMicroseconds, state.LastStep, state.LastStepAt);
        _places.Add(kind.Id, state.Sequence);
        state.TakeStep(kind, record.StepStatus, record.UnixMicroseconds);
        row.AddStep(_steps.Add(record, row, kind.Id));
    }

    private void WriteLink(in SequenceRecord record, SequenceState state)
    {
        state.Touch(record.UnixMicroseconds);
        _delta.NewLinks += _links.Write(record, state) ? 1 : 0;
    }

    private void WriteStatus(in SequenceRecord record, SequenceState state)
    {
        if (record.SequenceStatus > SequenceStatus.Abandoned)
        {
            throw BadData($"A sequence's status of {(int)record.SequenceStatus} is not known to this version.");
        }

        state.TakeStatus(record.SequenceStatus, record.UnixMicroseconds);
        _database.Prepare(
                "INSERT INTO status_changes (sequence, after_step, timestamp, status, reason) VALUES (?, ?, ?, ?, ?)")
            .Bind(1, state.Sequence)
            .Bind(2, state.StepCount)
            .Bind(3, record.UnixMicroseconds)
            .Bind(4, (long)record.SequenceStatus)
            .BindText(5, record.Message)
            .Run();
    }

    private void WriteError(in SequenceRecord record, SequenceState state)
    {
        state.Touch(record.UnixMicroseconds);
        _database.Prepare(
                """
                INSERT INTO errors (sequence, after_step, timestamp, component, message, metadata, error, trace)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
            .Bind(1, state.Sequence)
            .Bind(2, state.StepCount)
            .Bind(3, record.UnixMicroseconds)
            .BindText(4, record.Component)
            .BindText(5, record.Message)
            .BindText(6, record.Metadata)
            .BindText(7, record.Error)
            .BindBlob(8, record.Trace)
            .Run();
    }

    private static SequenceStoreException BadData(string message, Exception? cause = null) =>
        new(message, cause) { Kind = StoreErrorKind.BadData };

    /// <summary>Where a record comes from.</summary>
    private readonly record struct Place(string Producer, long Position);

    private static string? TextOf(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
}
