using System.Security.Cryptography;
using System.Text;

namespace SequenceLogging.Insight;

/// <summary>
/// A short name for what many words tell, the same in every store and at any time, so that an address can name it: sixteen
/// digits of a hash.
/// </summary>
internal static class LastingId
{
    private const int Digits = 16;

    // No name of a step and no type holds this.
    private static readonly byte[] Between = [0xFF];

    public static string Of(IEnumerable<string?> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var word in words)
        {
            // A word that is not there is not an empty one.
            hash.AppendData(word is null ? Between : Encoding.UTF8.GetBytes(word));
            hash.AppendData(Between);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
