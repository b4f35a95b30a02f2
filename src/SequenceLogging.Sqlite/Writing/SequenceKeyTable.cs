using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The sequences that are known by a key of their own. Rows are never changed, so those in use are remembered between
/// batches.
/// </summary>
internal sealed class SequenceKeyTable(Database database)
{
    private const int MostRemembered = 50_000;

    private readonly Dictionary<byte[], long> _sequences = new(Utf8Keys.Comparer);

    public long? Find(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            return null;
        }

        if (_sequences.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var known))
        {
            return known;
        }

        using var select = database.Prepare("SELECT sequence FROM sequence_keys WHERE key = ?");
        if (!select.BindText(1, key).Step())
        {
            return null;
        }

        var sequence = select.Int64(0);
        Remember(key, sequence);
        return sequence;
    }

    public void Add(ReadOnlySpan<byte> key, SequenceId id)
    {
        database.Prepare("INSERT INTO sequence_keys (key, sequence) VALUES (?, ?)")
            .BindText(1, key).Bind(2, id.ToInt64()).Run();
        Remember(key, id.ToInt64());
    }

    public void Forget() => _sequences.Clear();

    private void Remember(ReadOnlySpan<byte> key, long sequence)
    {
        if (_sequences.Count >= MostRemembered)
        {
            _sequences.Clear();
        }

        _sequences[key.ToArray()] = sequence;
    }
}
