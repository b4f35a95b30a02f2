using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Journeys;

namespace SequenceLogging.Summaries;

/// <summary>
/// The way of a journey as one text, its steps' names in their order. Journeys that went the same way have the same text, so
/// counting by it shows which ways there are.
/// </summary>
internal static class JourneyVariant
{
    private const string Arrow = " > ";

    /// <summary>Longest text; what is longer is cut, and ends with a hash of the whole, so that it still tells ways apart.</summary>
    private const int MostCharacters = 1_000;

    private const int HashDigits = 16;

    public static string Of(IReadOnlyList<SequenceStep> steps)
    {
        var text = new StringBuilder();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isCut = false;
        foreach (var step in steps)
        {
            var name = step.StepName.Value;
            hash.AppendData(Encoding.UTF8.GetBytes(name + Arrow));
            isCut |= text.Length + Arrow.Length + name.Length > MostCharacters - HashDigits;
            if (!isCut)
            {
                text.Append(text.Length == 0 ? "" : Arrow).Append(name);
            }
        }

        return isCut
            ? text.Append(" … ").Append(Convert.ToHexStringLower(hash.GetHashAndReset())[..HashDigits]).ToString()
            : text.ToString();
    }
}
