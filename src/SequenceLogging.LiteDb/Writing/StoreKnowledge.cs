using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>
/// What the store knows. This process alone writes the file, so what was read or written once is remembered, until a write
/// fails.
/// </summary>
internal sealed class StoreKnowledge : IStoreKnowledge
{
    private const int MostRemembered = 50_000;

    private readonly Database _database;
    private readonly Dictionary<long, KnownSequence> _sequences = [];
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Component, string StepName), StepKind> _kinds = [];
    private readonly Dictionary<int, StepKind> _kindsById = [];
    private readonly List<StepKind> _newKinds = [];
    private readonly HashSet<string> _eventIds = new(StringComparer.Ordinal);
    private readonly HashSet<long> _touched = [];
    private int _lastKind;

    public StoreKnowledge(Database database)
    {
        _database = database;
        foreach (var kind in database.All(Collections.StepKinds))
        {
            Remember(new StepKind(kind.Int32("_id"), kind.Text("component"), kind.Text("step_name")));
        }

        foreach (var counter in database.All(Collections.Counters))
        {
            var month = counter.Int32("_id");
            Counters[new MonthKey(month / 100, month % 100)] = counter.Int64("counter");
        }
    }

    /// <summary>The last number issued in each month.</summary>
    public Dictionary<MonthKey, long> Counters { get; } = [];

    /// <summary>Steps that the last batch was the first to name.</summary>
    public IReadOnlyList<StepKind> NewKinds => _newKinds;

    /// <summary>Looks up at once what the records of a batch name.</summary>
    public void Begin(BatchReferences references)
    {
        _newKinds.Clear();
        _touched.Clear();
        _eventIds.Clear();
        if (_sequences.Count > MostRemembered)
        {
            _sequences.Clear();
        }

        if (_keys.Count > MostRemembered)
        {
            _keys.Clear();
        }

        foreach (var key in LookUp(Collections.Keys, references.Keys.Where(k => !_keys.ContainsKey(k)).Select(k => Hash.Of(k))))
        {
            _keys[key.Text("key")] = key.Int64("sequence");
        }

        var named = references.Sequences.Concat(references.Keys.Where(_keys.ContainsKey).Select(k => _keys[k]));
        foreach (var sequence in LookUp(
            Collections.Sequences, named.Distinct().Where(s => !_sequences.ContainsKey(s)).Select(s => new BsonValue(s))))
        {
            Add(sequence);
        }

        foreach (var known in LookUp(Collections.EventIds, references.EventIds.Select(e => new BsonValue(e))))
        {
            _eventIds.Add(Convert.ToBase64String(known["_id"].AsBinary));
        }
    }

    public SequenceState? Find(long sequence) => Known(sequence)?.State;

    /// <summary>A sequence with its document; null where there is none.</summary>
    public KnownSequence? Known(long sequence)
    {
        if (!_sequences.TryGetValue(sequence, out var known))
        {
            if (_database.ById(Collections.Sequences, sequence) is not { } document)
            {
                return null;
            }

            known = Add(document);
        }

        _touched.Add(sequence);
        return known;
    }

    public long? FindKey(string key)
    {
        if (_keys.TryGetValue(key, out var sequence))
        {
            return sequence;
        }

        return _database.ById(Collections.Keys, Hash.Of(key)) is { } document ? _keys[key] = document.Int64("sequence") : null;
    }

    public bool HasEvent(ReadOnlySpan<byte> eventId) => _eventIds.Contains(Convert.ToBase64String(eventId));

    public IEnumerable<SequenceState> OpenOf(UserId user)
    {
        var whose = WellFormed.Text(user.Value);

        // What is open in the file, and what the batch may have opened again since.
        var open = _database.With(Collections.Sequences, "open_key", Hash.Of(whose)).Select(s => s.Int64("_id"));
        return open.Union(_touched.Where(s => _sequences[s].User == whose)).ToList()
            .Select(s => Known(s)!).Where(s => s.User == whose).Select(s => s.State);
    }

    public long LastNumber(int year, int month) => Counters.GetValueOrDefault(new MonthKey(year, month));

    public StepKind KindOf(string component, string stepName)
    {
        if (!_kinds.TryGetValue((component, stepName), out var kind))
        {
            kind = new StepKind(++_lastKind, component, stepName);
            Remember(kind);
            _newKinds.Add(kind);
        }

        return kind;
    }

    public bool IsAdopted(long sequence) => Known(sequence)?.Document is { } document
        && !document.ContainsKey("user_id") && !document.ContainsKey("username")
        && !document.ContainsKey("language") && !document.ContainsKey("metadata");

    /// <summary>Remembers a sequence that was just written.</summary>
    public void Remember(KnownSequence sequence) => _sequences[sequence.State.Sequence] = sequence;

    /// <summary>Remembers keys that were just written.</summary>
    public void Remember(IEnumerable<KeyValuePair<string, long>> keys)
    {
        foreach (var (key, sequence) in keys)
        {
            _keys[key] = sequence;
        }
    }

    /// <summary>Notes that what the last batch was the first to name is written.</summary>
    public void Saved() => _newKinds.Clear();

    /// <summary>Forgets what a batch changed that is not written after all, or all that was removed from the store.</summary>
    public void Forget()
    {
        _sequences.Clear();
        _keys.Clear();
        foreach (var kind in _newKinds)
        {
            _kinds.Remove((kind.Component, kind.StepName));
            _kindsById.Remove(kind.Id);
        }

        _newKinds.Clear();
    }

    /// <summary>Gives a step another name.</summary>
    public void Rename(StepKind kind, StepKind renamed)
    {
        _kinds.Remove((kind.Component, kind.StepName));
        Remember(renamed);
    }

    /// <summary>All steps.</summary>
    public IReadOnlyList<StepKind> Kinds => [.. _kindsById.Values];

    private void Remember(StepKind kind)
    {
        _kinds[(kind.Component, kind.StepName)] = kind;
        _kindsById[kind.Id] = kind;
        _lastKind = Math.Max(_lastKind, kind.Id);
    }

    private KnownSequence Add(BsonDocument document)
    {
        var known = KnownSequence.Of(document, id => _kindsById[id]);
        _sequences[known.State.Sequence] = known;
        return known;
    }

    private IEnumerable<BsonDocument> LookUp(string collection, IEnumerable<BsonValue> ids) =>
        ids.Chunk(500).SelectMany(chunk => _database.ByIds(collection, chunk));
}
