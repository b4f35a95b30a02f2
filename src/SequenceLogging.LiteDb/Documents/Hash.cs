using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LiteDB;

namespace SequenceLogging.LiteDb.Documents;

/// <summary>
/// 16 bytes that stand for texts where LiteDB compares them: its keys end at 1,023 bytes, and its comparison of text depends
/// on how a file was made.
/// </summary>
internal static class Hash
{
    private const int Size = 16;

    public static BsonValue Of(params ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            // The length before each, so that "ab" and "c" are not "a" and "bc".
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return new BsonValue(hash.GetHashAndReset()[..Size]);
    }

    public static BsonValue OfLink(long sequence, string component, string entityType, string entityId, string linkType) =>
        Of(sequence.ToString("x", System.Globalization.CultureInfo.InvariantCulture), component, entityType, entityId, linkType);
}
