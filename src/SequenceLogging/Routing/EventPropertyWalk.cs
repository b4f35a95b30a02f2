using Serilog.Events;

namespace SequenceLogging.Routing;

/// <summary>
/// The properties of an event, one after the other. Serilog keeps them in a dictionary and shows an interface, whose enumerator would
/// be an object for each walk.
/// </summary>
internal ref struct EventPropertyWalk
{
    private readonly IEnumerator<KeyValuePair<string, LogEventPropertyValue>>? _other;
    private Dictionary<string, LogEventPropertyValue>.Enumerator _usual;

    private EventPropertyWalk(IReadOnlyDictionary<string, LogEventPropertyValue> properties)
    {
        if (properties is Dictionary<string, LogEventPropertyValue> dictionary)
        {
            _usual = dictionary.GetEnumerator();
        }
        else
        {
            _other = properties.GetEnumerator();
        }
    }

    public readonly KeyValuePair<string, LogEventPropertyValue> Current => _other is null ? _usual.Current : _other.Current;

    public static EventPropertyWalk Over(LogEvent logEvent) => new(logEvent.Properties);

    public readonly EventPropertyWalk GetEnumerator() => this;

    public bool MoveNext() => _other is null ? _usual.MoveNext() : _other.MoveNext();
}
