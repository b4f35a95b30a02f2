using Serilog.Events;

namespace SequenceLogging.Context;

/// <summary>
/// The ambient sequence of the running code. It is an immutable node in an <see cref="AsyncLocal{T}"/> that points to the
/// scope around it, so it flows into every task, thread and timer that is started inside, and nothing that these do to
/// their own flow is seen here.
/// <list type="bullet">
/// <item>Dispose restores the scope around it. A second dispose does nothing.</item>
/// <item>Disposed out of order, or in another flow, it only ends itself: inner scopes that still live stay.</item>
/// <item>A scope that has ended is never current again: code that captured it (a timer, a task left running) sees the
/// nearest scope around it that still lives, or none.</item>
/// <item>A scope is pending while the store owes the id of its sequence. All works as ever; a key stands for the id on its
/// events, and the id does from the moment when it is known.</item>
/// <item>The activity that is current when a scope is entered gets the id as the tag <c>sequence.id</c>. When the scope ends, the
/// tag goes back to the sequence around it; where there is none it stays, since a span is sent when all of it is over.</item>
/// </list>
/// </summary>
public sealed class SequenceScope : IDisposable
{
    private static readonly AsyncLocal<SequenceScope?> Ambient = new();

    private readonly SequenceScope? _parent;
    private readonly SequenceId _id;
    private readonly ActivityMark? _mark;
    private volatile bool _ended;

    private SequenceScope(SequenceLog? log, SequenceId id, PendingSequence? pending, SequenceScope? parent)
    {
        Log = log;
        Pending = pending;
        _id = id;
        _parent = parent;
        if (log is not null)
        {
            // One property object for all events of the scope: an enriched event costs no garbage.
            var text = pending?.Reference.ToString() ?? id.ToString();
            Property = PropertyOf(text);
            _mark = ActivityMark.Put(text, log.Pipeline.Options.PutInBaggage);
        }
        else
        {
            _mark = ActivityMark.Hide();
        }
    }

    /// <summary>The current sequence; null outside of any, and inside <see cref="SequenceLog.Suppress"/>.</summary>
    public static SequenceScope? Current
    {
        get
        {
            var scope = Live(Ambient.Value);
            return scope?.Log is null ? null : scope;
        }
    }

    /// <summary><see cref="Property"/> of <see cref="Current"/>. Every event asks for it, so the usual ways are straight.</summary>
    internal static LogEventProperty? CurrentProperty
    {
        get
        {
            var scope = Ambient.Value;
            return scope is null ? null : scope._ended ? Live(scope)?.Property : scope.Property;
        }
    }

    /// <summary>The id of the sequence; default while the scope <see cref="IsPending"/>.</summary>
    public SequenceId SequenceId => Pending is null ? _id : Pending.Id;

    /// <summary>Whether the store still owes the id; then <see cref="Reference"/> names the sequence.</summary>
    public bool IsPending => Pending is not null && Pending.Id.IsDefault;

    /// <summary>What names the sequence now: its id, or the key that stands for it. Its text may be taken along elsewhere.</summary>
    public SequenceReference Reference => Pending is null ? _id : Pending.Reference;

    /// <summary>The log that the scope was entered on; null where the scope suppresses the ambient sequence.</summary>
    internal SequenceLog? Log { get; }

    /// <summary>What is known of a sequence whose id was not when it was entered; null for all others.</summary>
    internal PendingSequence? Pending { get; }

    /// <summary>The property for the events of the scope; null where the scope suppresses the ambient sequence.</summary>
    internal LogEventProperty? Property { get; private set; }

    internal bool HasEnded => _ended;

    /// <summary>Marks the sequence completed. The scope stays current until it is disposed.</summary>
    public void Complete() => SetStatus(SequenceStatus.Completed, null);

    /// <summary>Marks the sequence failed.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Fail(string? reason = null) => SetStatus(SequenceStatus.Failed, reason);

    /// <summary>Marks the sequence abandoned.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Abandon(string? reason = null) => SetStatus(SequenceStatus.Abandoned, reason);

    /// <summary>Ends the scope.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        Ambient.Value = Live(Ambient.Value);
        _mark?.Leave(Live(_parent)?.Property);
        if (Pending is not null)
        {
            Log!.Pipeline.Pending.Remove(this);
        }
    }

    /// <summary>The text of <see cref="Reference"/>.</summary>
    public override string ToString() => Log is null ? "(no sequence)" : Reference.ToString();

    /// <summary>Makes a sequence current in the calling flow.</summary>
    internal static SequenceScope Enter(SequenceLog log, SequenceId id) => Push(log, id, null);

    /// <summary>Makes a sequence current in the calling flow whose id is not known yet.</summary>
    internal static SequenceScope Enter(SequenceLog log, PendingSequence pending) => Push(log, default, pending);

    /// <summary>Makes no sequence current in the calling flow.</summary>
    internal static SequenceScope EnterNone() => Push(null, default, null);

    /// <summary>The store has told the id: from here on events carry that. The one thing of a scope that ever changes.</summary>
    internal void Learn(SequenceId id)
    {
        Pending!.Id = id;
        Property = PropertyOf(id.ToString());
        _mark?.Learn(id.ToString());
    }

    private static LogEventProperty PropertyOf(string text) =>
        new(Routing.PropertyNames.SequenceId, new ScalarValue(text));

    private static SequenceScope Push(SequenceLog? log, SequenceId id, PendingSequence? pending)
    {
        var scope = new SequenceScope(log, id, pending, Live(Ambient.Value));
        Ambient.Value = scope;
        return scope;
    }

    private static SequenceScope? Live(SequenceScope? scope)
    {
        while (scope is not null && scope._ended)
        {
            scope = scope._parent;
        }

        return scope;
    }

    private void SetStatus(SequenceStatus status, string? reason)
    {
        if (Log is not null)
        {
            Log.Pipeline.Begin(this);
            Log.Pipeline.SetStatus(Reference, status, reason);
        }
    }
}
