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

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Part of the hash is enough here: lines that share it by chance get ordinals, the same ones at each import.
    private readonly HashSet<ulong> _lines = [];
    private readonly Dictionary<ulong, int> _repeated = [];

    /// <summary>The id of the event on the next line.</summary>
    /// <param name="line">The line without its ending.</param>
    /// <param name="groupedBy">The property that names its sequence; empty where it has a sequence of its own.</param>
    /// <param name="id">Takes the id.</param>
    public void OfLine(ReadOnlySpan<byte> line, ReadOnlySpan<char> groupedBy, Span<byte> id)
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
        hash[..Size].CopyTo(id);

        var part = BinaryPrimitives.ReadUInt64LittleEndian(hash[Size..]);
        if (!_lines.Add(part))
        {
            ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(_repeated, part, out _);
            BinaryPrimitives.WriteInt32LittleEndian(hash[Size..], ++ordinal);
            SHA256.HashData(hash, hash);
            hash[..Size].CopyTo(id);
        }
    }

    /// <summary>The id of a group's beginning.</summary>
    public static void OfBegin(ReadOnlySpan<char> key, Span<byte> id) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"begin\n{key}")).AsSpan(0, Size).CopyTo(id);

    public void Dispose() => _hash.Dispose();
}
