namespace SequenceLogging.Context;

/// <summary>
/// The states of the sequences that are entered again and again: whoever handles one message after the other of the same journeys
/// makes them once. A fixed number of places, so that it never grows; a sequence that meets another one in its place is made anew.
/// </summary>
/// <param name="log">The log that they are entered on.</param>
internal sealed class SharedStates(SequenceLog log)
{
    /// <summary>More journeys than most bots have at once; their ids follow each other, so that few meet.</summary>
    private const int Places = 8_192;

    private readonly ScopeState?[] _states = new ScopeState?[Places];

    // Of the sequences that were entered last: a state that is entered once need not be shared.
    private readonly long[] _seen = new long[Places];

    public ScopeState Of(SequenceId id)
    {
        var place = (int)id.ToInt64() & (Places - 1);
        var state = Volatile.Read(ref _states[place]);
        return state is not null && state.Id == id ? state : Make(place, id);
    }

    private ScopeState Make(int place, SequenceId id)
    {
        if (Interlocked.Exchange(ref _seen[place], id.ToInt64()) != id.ToInt64())
        {
            return ScopeState.Of(log, id);
        }

        var state = ScopeState.Shared(log, id);
        Volatile.Write(ref _states[place], state);
        return state;
    }
}
