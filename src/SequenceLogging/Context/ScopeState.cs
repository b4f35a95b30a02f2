using Serilog.Events;

namespace SequenceLogging.Context;

/// <summary>
/// What a scope knows. The usual one, with no scope around it, knows nothing that another one of the same sequence does not: they
/// share it, and to enter and to leave it makes no more garbage than a place for the reference.
/// </summary>
internal sealed class ScopeState
{
    private readonly SequenceId _id;
    private LogEventProperty? _property;
    private ScopeState? _ended;
    private volatile bool _hasEnded;

    private ScopeState(SequenceLog? log, SequenceId id, PendingSequence? pending, SequenceScope? parent, ActivityMark? mark)
    {
        Log = log;
        _id = id;
        Pending = pending;
        Parent = parent;
        Mark = mark;
    }

    /// <summary>That of a scope without a sequence, where there is nothing to hide.</summary>
    public static ScopeState None { get; } = Shared(log: null, default);

    public SequenceLog? Log { get; }

    public PendingSequence? Pending { get; }

    /// <summary>The scope around it, where that lives.</summary>
    public SequenceScope? Parent { get; }

    /// <summary>What the scope has put on the current activity; null where there is none.</summary>
    public ActivityMark? Mark { get; }

    public bool HasEnded => _hasEnded;

    public SequenceId Id => Pending is null ? _id : Pending.Id;

    public SequenceReference Reference => Pending is null ? _id : Pending.Reference;

    /// <summary>One for all events of the scope, made for the first of them: an enriched event costs no garbage.</summary>
    public LogEventProperty? Property => _property ?? (Log is null ? null : FirstProperty());

    /// <summary>What all scopes of a sequence share that have no scope and no activity around them.</summary>
    public static ScopeState Shared(SequenceLog? log, SequenceId id)
    {
        var state = new ScopeState(log, id, pending: null, parent: null, mark: null);
        state._ended = new ScopeState(log, id, pending: null, parent: null, mark: null) { _hasEnded = true };
        return state;
    }

    public static ScopeState Of(SequenceLog log, SequenceId id) => new(log, id, pending: null, parent: null, mark: null);

    public static ScopeState Of(SequenceLog log, SequenceId id, SequenceScope? parent) =>
        new(log, id, pending: null, parent, ActivityMark.Put(id, log.Pipeline.Options.PutInBaggage));

    public static ScopeState Of(SequenceLog log, PendingSequence pending, SequenceScope? parent) =>
        new(log, default, pending, parent, ActivityMark.Put(pending.Reference, log.Pipeline.Options.PutInBaggage));

    public static ScopeState OfNone(SequenceScope? parent) => new(null, default, null, parent, ActivityMark.Hide());

    /// <summary>The scope ends.</summary>
    /// <returns>What it knows from now on.</returns>
    public ScopeState End()
    {
        if (_ended is not null)
        {
            return _ended;
        }

        _hasEnded = true;
        return this;
    }

    /// <summary>The store has told the id: from here on events carry that. The one thing that ever changes.</summary>
    public void Learn(SequenceId id)
    {
        Pending!.Id = id;
        Volatile.Write(ref _property, PropertyOf(id.ToString()));
        Mark?.Learn(id.ToString());
    }

    private LogEventProperty FirstProperty()
    {
        // Where the id is learnt in this moment, that one stays.
        var first = PropertyOf(Reference.ToString());
        return Interlocked.CompareExchange(ref _property, first, null) ?? first;
    }

    private static LogEventProperty PropertyOf(string text) =>
        new(Routing.PropertyNames.SequenceId, new ScalarValue(text));
}
