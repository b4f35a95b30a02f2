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
/// </list>
/// </summary>
public sealed class SequenceScope : IDisposable
{
    private static readonly AsyncLocal<SequenceScope?> Ambient = new();

    private readonly SequenceScope? _parent;
    private volatile bool _ended;

    private SequenceScope(SequenceLog? log, SequenceId id, SequenceScope? parent)
    {
        Log = log;
        SequenceId = id;
        _parent = parent;
        if (log is not null)
        {
            // One property object for all events of the scope: an enriched event costs no garbage.
            Property = new LogEventProperty(Routing.PropertyNames.SequenceId, new ScalarValue(id.ToString()));
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

    /// <summary>The id of the sequence.</summary>
    public SequenceId SequenceId { get; }

    /// <summary>The log that the scope was entered on; null where the scope suppresses the ambient sequence.</summary>
    internal SequenceLog? Log { get; }

    /// <summary>The property for the events of the scope; null where the scope suppresses the ambient sequence.</summary>
    internal LogEventProperty? Property { get; }

    /// <summary>Marks the sequence completed. The scope stays current until it is disposed.</summary>
    public void Complete() => Log?.Complete(SequenceId);

    /// <summary>Marks the sequence failed.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Fail(string? reason = null) => Log?.Fail(SequenceId, reason);

    /// <summary>Marks the sequence abandoned.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Abandon(string? reason = null) => Log?.Abandon(SequenceId, reason);

    /// <summary>Ends the scope.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        Ambient.Value = Live(Ambient.Value);
    }

    /// <summary>The id of the sequence.</summary>
    public override string ToString() => Log is null ? "(no sequence)" : SequenceId.ToString();

    /// <summary>Makes a sequence current in the calling flow.</summary>
    internal static SequenceScope Enter(SequenceLog log, SequenceId id) => Push(log, id);

    /// <summary>Makes no sequence current in the calling flow.</summary>
    internal static SequenceScope EnterNone() => Push(null, default);

    private static SequenceScope Push(SequenceLog? log, SequenceId id)
    {
        var scope = new SequenceScope(log, id, Live(Ambient.Value));
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
}
