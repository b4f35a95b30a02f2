using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SequenceLogging.Importing;

/// <summary>
/// Names events by what their lines say, so that a line imported again is known again: from the same file, from one that has
/// grown, from a compressed copy. The same line twice in one file is two events, told apart by their order. An event that
/// is grouped is another one for another property: the file imported by that forms journeys of its own. One for each file.
/// </summary>
internal sealed class EventIdentity : IDisposable
{
    /// <summary>Size of an event id in bytes.</summary>
    public const int Size = 16;

    private const int TimeSize = 5;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Part of the hash is enough here: lines that share it by chance get ordinals, the same ones at each import.
    private readonly HashSet<ulong> _lines = [];
    private readonly Dictionary<ulong, int> _repeated = [];

    /// <summary>The id of the event on the next line.</summary>
    /// <param name="time">The event's time.</param>
    /// <param name="line">The line without its ending.</param>
    /// <param name="groupedBy">The property that names its sequence; empty where it has a sequence of its own.</param>
    /// <param name="id">Takes the id.</param>
    public void OfLine(DateTimeOffset time, ReadOnlySpan<byte> line, ReadOnlySpan<char> groupedBy, Span<byte> id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(line);
        if (!groupedBy.IsEmpty)
        {
            // No line holds a line feed, so what comes before and after it cannot be confused.
            _hash.AppendData("\n"u8);
            _hash.AppendData(MemoryMarshal.AsBytes(groupedBy));
        }

        _hash.GetHashAndReset(hash);

        var part = BinaryPrimitives.ReadUInt64LittleEndian(hash[Size..]);
        if (!_lines.Add(part))
        {
            ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(_repeated, part, out _);
            BinaryPrimitives.WriteInt32LittleEndian(hash[Size..], ++ordinal);
            SHA256.HashData(hash, hash);
        }

        Compose(time, hash, id);
    }

    /// <summary>The id of a group's beginning.</summary>
    public static void OfBegin(ReadOnlySpan<char> key, Span<byte> id) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"begin\n{key}")).AsSpan(0, Size).CopyTo(id);

    public void Dispose() => _hash.Dispose();

    /// <summary>
    /// The time, to half a second, stands before the hash: the ids of a log are then about in order, which a store's index
    /// takes at the cost of appending, where ids all over the place would rewrite the whole index with each batch.
    /// </summary>
    private static void Compose(DateTimeOffset time, ReadOnlySpan<byte> hash, Span<byte> id)
    {
        BinaryPrimitives.WriteInt64BigEndian(id, time.UtcTicks << 2);
        hash[..(Size - TimeSize)].CopyTo(id[TimeSize..]);
    }
}
