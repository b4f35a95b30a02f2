using System.Buffers.Binary;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The links. Those that were written lately are remembered, so that one which is logged again and again is brought up to
/// date without another try to add it.
/// </summary>
internal sealed class LinkTable(Database database)
{
    private const int MostRemembered = 50_000;

    private readonly HashSet<byte[]> _known = new(Utf8Keys.Comparer);
    private byte[] _key = new byte[512];

    /// <summary>Adds a link, or brings the one that is there up to date.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Write(in SequenceRecord record, SequenceState state)
    {
        var key = KeyOf(record, state.Sequence);
        var isKnown = _known.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(key);
        if (!isKnown)
        {
            Remember(key);
            if (TryAdd(record, state))
            {
                return true;
            }
        }

        // A link that is known and not there went with its sequence when that was pruned.
        return !TryUpdate(record, state) && TryAdd(record, state);
    }

    public void Forget() => _known.Clear();

    private bool TryUpdate(in SequenceRecord record, SequenceState state)
    {
        Bind(
            database.Prepare(
                """
                UPDATE links
                   SET first_seen = min(first_seen, ?6), last_seen = max(last_seen, ?6), metadata = coalesce(?7, metadata)
                 WHERE sequence = ?1 AND component = ?2 AND entity_type = ?3 AND entity_id = ?4 AND link_type = ?5
                """),
            record,
            state).Run();
        return database.Changes > 0;
    }

    private bool TryAdd(in SequenceRecord record, SequenceState state)
    {
        Bind(
            database.Prepare(
                """
                INSERT INTO links (sequence, component, entity_type, entity_id, link_type, first_seen, last_seen, metadata)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)
                ON CONFLICT DO NOTHING
                """),
            record,
            state).Run();
        return database.Changes > 0;
    }

    private static Statement Bind(Statement statement, in SequenceRecord record, SequenceState state) =>
        statement
            .Bind(1, state.Sequence)
            .BindText(2, record.Component)
            .BindText(3, record.EntityType)
            .BindText(4, record.EntityId)
            .BindText(5, record.LinkType)
            .Bind(6, record.UnixMicroseconds)
            .BindText(7, record.Metadata);

    private void Remember(ReadOnlySpan<byte> key)
    {
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known.Add(key.ToArray());
    }

    private ReadOnlySpan<byte> KeyOf(in SequenceRecord record, long sequence)
    {
        var length = sizeof(long) + record.Component.Length + record.EntityType.Length + record.EntityId.Length
            + record.LinkType.Length + 3;
        if (_key.Length < length)
        {
            _key = new byte[length];
        }

        BinaryPrimitives.WriteInt64LittleEndian(_key, sequence);
        var rest = _key.AsSpan(sizeof(long));
        Put(record.Component, ref rest);
        Put(record.EntityType, ref rest);
        Put(record.EntityId, ref rest);
        record.LinkType.CopyTo(rest);
        return _key.AsSpan(0, length);
    }

    private static void Put(ReadOnlySpan<byte> text, ref Span<byte> rest)
    {
        // 0xFF is no byte of UTF-8, so no two links have the same key.
        text.CopyTo(rest);
        rest[text.Length] = 0xFF;
        rest = rest[(text.Length + 1)..];
    }
}
