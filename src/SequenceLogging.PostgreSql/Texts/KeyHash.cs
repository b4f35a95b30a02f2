using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SequenceLogging.PostgreSql.Texts;

/// <summary>
/// Stands for texts in a unique index: half of a SHA-256. A row of a B-tree has room for 2,704 bytes, and a link, a key, a
/// component may be longer. Computed here, so that the server needs no function for it, and two different ones never meet.
/// </summary>
internal static class KeyHash
{
    private const int Size = 16;

    public static byte[] Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset()[..Size];
    }
}
