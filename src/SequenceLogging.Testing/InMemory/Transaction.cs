using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Testing.InMemory;

/// <summary>
/// One change of the store, whole or not at all: the plan works on copies of what is known, and <see cref="Save"/>, which
/// cannot fail, brings what it has worked out into the memory. The caller has the turn.
/// </summary>
internal sealed class Transaction : IStoreKnowledge
{
    /// <summary>So many rejected ones are kept: nonsense that is logged all day must not fill the memory.</summary>
    private const int MostRejections = 10_000;

    private readonly Memory _memory;
    private readonly Dictionary<long, SequenceState> _states = [];
    private readonly Dictionary<(string Component, string StepName), StepKind> _newKinds = [];

    public Transaction(Memory memory)
    {
        _memory = memory;
        Plan = new BatchPlan(this);
    }

    public BatchPlan Plan { get; }

    /// <summary>Applies a batch, of which an earlier try may have written the beginning.</summary>
    public AppendResult Append(RecordBatch batch)
    {
        var written = _memory.Producers.GetValueOrDefault(batch.Producer);
        var rejectedBefore = _memory.Rejections
            .Where(rejection => rejection.Row.Producer == batch.Producer)
            .ToDictionary(rejection => rejection.Row.Position, rejection => rejection.Row.Reason);
        var result = Plan.Apply(batch, written, rejectedBefore);
        Save();
        _memory.Producers[batch.Producer] = Math.Max(written, batch.LastPosition);
        return result;
    }

    /// <summary>Tries a rejected record again; null where there is none that can be.</summary>
    public RecordOutcome? Retry(long id)
    {
        if (_memory.Rejections.Find(rejection => rejection.Id == id) is not { Row.Record: { } record } rejected)
        {
            return null;
        }

        var outcome = Plan.Retry(id, rejected.Row.Reason, record);
        Save();
        _memory.Rejections.Remove(rejected);
        return outcome;
    }

    public void Save()
    {
        SaveSequences();
        SaveContents();
        foreach (var kind in _newKinds.Values.OrderBy(kind => kind.Id))
        {
            _memory.Kinds.Add(kind);
        }

        _memory.EventIds.UnionWith(Plan.EventIds);
        foreach (var row in Plan.Rejected)
        {
            _memory.Rejections.Add(new KeptRejection(++_memory.LastRejection, row));
        }

        _memory.Rejections.RemoveRange(0, Math.Max(0, _memory.Rejections.Count - MostRejections));
        foreach (var (key, count) in Plan.Delivery)
        {
            _memory.Delivery[key] = _memory.Delivery.GetValueOrDefault(key) + count;
        }

        _memory.Totals.Add(Plan.Statistics);
    }

    SequenceState? IStoreKnowledge.Find(long sequence)
    {
        if (!_states.TryGetValue(sequence, out var state) && _memory.Sequences.TryGetValue(sequence, out var stored))
        {
            _states.Add(sequence, state = Copy(stored.State));
        }

        return state;
    }

    long? IStoreKnowledge.FindKey(string key) => _memory.Keys.TryGetValue(key, out var sequence) ? sequence : null;

    bool IStoreKnowledge.HasEvent(ReadOnlySpan<byte> eventId) => _memory.EventIds.Contains(eventId.ToArray());

    IEnumerable<SequenceState> IStoreKnowledge.OpenOf(UserId user) =>
        from sequence in _memory.Sequences.Values
        where sequence.Beginning.UserId == user && sequence.State.CompletedAt is null
        select ((IStoreKnowledge)this).Find(sequence.Id.ToInt64());

    long IStoreKnowledge.LastNumber(int year, int month) => _memory.Ids.LastOf(year, month);

    StepKind IStoreKnowledge.KindOf(string component, string stepName)
    {
        if (_memory.Kinds.Find(component, stepName) is { } known)
        {
            return known;
        }

        if (!_newKinds.TryGetValue((component, stepName), out var kind))
        {
            kind = new StepKind(_memory.Kinds.Count + _newKinds.Count + 1, component, stepName);
            _newKinds.Add((component, stepName), kind);
        }

        return kind;
    }

    bool IStoreKnowledge.IsAdopted(long sequence) => _memory.Sequences.TryGetValue(sequence, out var stored) && stored.IsAdopted;

    private void SaveSequences()
    {
        foreach (var (month, last) in Plan.Counters)
        {
            _memory.Ids.Raise(month.Year, month.Month, last);
        }

        foreach (var gap in Plan.Gaps)
        {
            _memory.Ids.Add(gap);
        }

        foreach (var (number, row) in Plan.Added)
        {
            _memory.Sequences.Add(number, new StoredSequence(row.Id, row.Sequence, row.State));
        }

        foreach (var state in Plan.Changed.Keys)
        {
            _memory.Sequences[state.Sequence].State = state;
        }

        foreach (var row in Plan.Beginnings)
        {
            _memory.Sequences[row.Id.ToInt64()].Complete(row.Sequence);
        }

        foreach (var (key, sequence) in Plan.Keys)
        {
            _memory.Keys.Add(key, sequence);
            _memory.Sequences[sequence].Keys.Add(key);
        }
    }

    private void SaveContents()
    {
        foreach (var row in Plan.Steps)
        {
            _memory.Sequences[row.Sequence].Steps.Add(row);
            _memory.Steps.Add(new PlacedStep(++_memory.LastPosition, row));
        }

        foreach (var row in Plan.Links)
        {
            Plan.Statistics.NewLinks += _memory.Sequences[row.Key.Sequence].Link(row) ? 1 : 0;
        }

        foreach (var row in Plan.Errors)
        {
            _memory.Sequences[row.Sequence].Errors.Add(row);
        }

        foreach (var row in Plan.Statuses)
        {
            _memory.Sequences[row.Sequence].Statuses.Add(row);
        }

        foreach (var row in Plan.Losses)
        {
            SaveLoss(row);
        }
    }

    private void SaveLoss(LossRow row)
    {
        var index = _memory.Losses.FindIndex(known => known.Key == row.Key);
        if (index < 0)
        {
            _memory.Losses.Add(row);
            return;
        }

        var known = _memory.Losses[index];
        _memory.Losses[index] = new LossRow(
            row.Key, known.Count + row.Count, Math.Min(known.FirstAt, row.FirstAt), Math.Max(known.LastAt, row.LastAt));
    }

    private static SequenceState Copy(SequenceState state) => new()
    {
        Sequence = state.Sequence,
        Status = state.Status,
        StepCount = state.StepCount,
        LastStep = state.LastStep,
        LastStepAt = state.LastStepAt,
        UpdatedAt = state.UpdatedAt,
        CompletedAt = state.CompletedAt,
    };
}
