using System.Globalization;
using SequenceLogging.Routing;
using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>
/// Groups events by one of their properties. A group's sequence is known to the store by a key like <c>CaseId=case-891</c>;
/// its id is issued there, in the month of the group's first event.
/// </summary>
internal sealed class SequenceGroups
{
    /// <summary>The longest value that names a group, in characters.</summary>
    public const int LongestValue = 512;

    private readonly HashSet<string> _begun = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _begunByChars;
    private readonly char[] _key;

    public SequenceGroups(string? property)
    {
        Property = property;
        _begunByChars = _begun.GetAlternateLookup<ReadOnlySpan<char>>();
        _key = $"{property}={new string(' ', LongestValue)}".ToCharArray();
    }

    /// <summary>The property; null when nothing is grouped.</summary>
    public string? Property { get; }

    /// <summary>How many groups have begun.</summary>
    public int Count => _begun.Count;

    /// <summary>The key of the event's group, valid until the next call; empty for none.</summary>
    public ReadOnlySpan<char> KeyOf(LogEvent logEvent)
    {
        if (Property is null
            || TextOf(logEvent, Property) is not { Length: <= LongestValue } value
            || string.IsNullOrWhiteSpace(value))
        {
            return default;
        }

        value.CopyTo(_key.AsSpan(Property.Length + 1));
        return _key.AsSpan(0, Property.Length + 1 + value.Length);
    }

    /// <summary>Writes the beginning of a group, if this event is its first.</summary>
    public void Begin(LogEvent first, ReadOnlySpan<char> key, RecordWriter records)
    {
        if (key.IsEmpty || !_begunByChars.Add(key))
        {
            return;
        }

        Span<byte> id = stackalloc byte[EventIdentity.Size];
        EventIdentity.OfBegin(key, id);
        using var metadata = new MetadataWriter();
        metadata.Start();
        metadata.Add(Property!, (object)key[(Property!.Length + 1)..].ToString());

        records.Start(RecordKind.Begin, (byte)SequenceStatus.Active, 0, RecordTime.ToMicroseconds(first.Timestamp), double.NaN);
        records.Add(RecordField.Metadata, metadata.End());
        records.Add(RecordField.EventId, id);
        records.Add(RecordField.Key, key);
        records.Add(RecordField.UserId, UserId.TryParse(TextOf(first, "UserId"), out var user) ? user.Value : default);
        records.Add(RecordField.Username, NameOf(first, "Username"));
        records.Add(RecordField.Language, NameOf(first, "Language"));
        records.End();
    }

    /// <summary>Begins every group anew: to say it twice does no harm, not to say it does.</summary>
    public void Forget() => _begun.Clear();

    private static ReadOnlySpan<char> NameOf(LogEvent logEvent, string property) =>
        TextOf(logEvent, property) is { } name && !string.IsNullOrWhiteSpace(name) ? Limits.Cut(name, Limits.Name) : default;

    /// <summary>A property that is a text or a number, as text; null for all else.</summary>
    private static string? TextOf(LogEvent logEvent, string property) =>
        !logEvent.Properties.TryGetValue(property, out var value) ? null : (value as ScalarValue)?.Value switch
        {
            string text => text,
            IFormattable number and (long or decimal or double) => number.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
}
