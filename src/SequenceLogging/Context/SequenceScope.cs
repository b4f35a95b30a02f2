using System.Diagnostics;
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

    private volatile ScopeState _state;

    private SequenceScope(ScopeState state) => _state = state;

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
            return scope is null ? null : scope._state is { HasEnded: false } state ? state.Property : Live(scope)?.Property;
        }
    }

    /// <summary>The id of the sequence; default while the scope <see cref="IsPending"/>.</summary>
    public SequenceId SequenceId => _state.Id;

    /// <summary>Whether the store still owes the id; then <see cref="Reference"/> names the sequence.</summary>
    public bool IsPending => Pending is { Id.IsDefault: true };

    /// <summary>What names the sequence now: its id, or the key that stands for it. Its text may be taken along elsewhere.</summary>
    public SequenceReference Reference => _state.Reference;

    /// <summary>The log that the scope was entered on; null where the scope suppresses the ambient sequence.</summary>
    internal SequenceLog? Log => _state.Log;

    /// <summary>What is known of a sequence whose id was not when it was entered; null for all others.</summary>
    internal PendingSequence? Pending => _state.Pending;

    /// <summary>The property for the events of the scope; null where the scope suppresses the ambient sequence.</summary>
    internal LogEventProperty? Property => _state.Property;

    internal bool HasEnded => _state.HasEnded;

    /// <summary>Marks the sequence completed. The scope stays current until it is disposed.</summary>
    public void Complete() => SetStatus(SequenceStatus.Completed, null);

    /// <summary>Marks the sequence failed.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Fail(string? reason = null) => SetStatus(SequenceStatus.Failed, reason);

    /// <summary>Marks the sequence abandoned.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Abandon(string? reason = null) => SetStatus(SequenceStatus.Abandoned, reason);

    /// <summary>
    /// Lets an exception name the sequence, as those do that leave <see cref="SequenceLog.RunAsync(SequenceReference, Func{Task})"/>:
    /// for code that enters and leaves the scope itself, and catches what comes by. The event that logs the exception later, outside
    /// of the scope, belongs to the sequence then. An exception that names one already keeps that.
    /// </summary>
    public void Stamp(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Log is not null)
        {
            Routing.ExceptionSequence.Stamp(exception, Reference);
        }
    }

    /// <summary>Ends the scope.</summary>
    public void Dispose()
    {
        var state = _state;
        if (state.HasEnded)
        {
            return;
        }

        _state = state.End();
        Ambient.Value = Live(Ambient.Value);
        state.Mark?.Leave(Live(state.Parent)?.Property);
        if (state.Pending is not null)
        {
            state.Log!.Pipeline.Pending.Remove(this);
        }
    }

    /// <summary>The text of <see cref="Reference"/>.</summary>
    public override string ToString() => Log is null ? "(no sequence)" : Reference.ToString();

    /// <summary>Makes a sequence current in the calling flow.</summary>
    internal static SequenceScope Enter(SequenceLog log, SequenceId id)
    {
        var parent = Live(Ambient.Value);
        return Push(parent is null && Activity.Current is null ? log.States.Of(id) : ScopeState.Of(log, id, parent));
    }

    /// <summary>Makes a sequence current that was not entered before.</summary>
    internal static SequenceScope EnterNew(SequenceLog log, SequenceId id) => Push(ScopeState.Of(log, id, Live(Ambient.Value)));

    /// <summary>Makes a sequence current in the calling flow whose id is not known yet.</summary>
    internal static SequenceScope Enter(SequenceLog log, PendingSequence pending) =>
        Push(ScopeState.Of(log, pending, Live(Ambient.Value)));

    /// <summary>Makes no sequence current in the calling flow.</summary>
    internal static SequenceScope EnterNone()
    {
        var parent = Live(Ambient.Value);
        return Push(parent is null && Activity.Current is null ? ScopeState.None : ScopeState.OfNone(parent));
    }

    /// <summary>The store has told the id: from here on events carry that.</summary>
    internal void Learn(SequenceId id) => _state.Learn(id);

    private static SequenceScope Push(ScopeState state)
    {
        var scope = new SequenceScope(state);
        Ambient.Value = scope;
        return scope;
    }

    private static SequenceScope? Live(SequenceScope? scope) => scope is null || !scope._state.HasEnded ? scope : NearestLive(scope);

    private static SequenceScope? NearestLive(SequenceScope? scope)
    {
        while (scope?._state is { HasEnded: true } ended)
        {
            scope = ended.Parent;
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
