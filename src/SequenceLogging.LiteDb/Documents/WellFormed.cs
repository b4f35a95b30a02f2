using System.Text;

namespace SequenceLogging.LiteDb.Documents;

/// <summary>Text as UTF-8 can hold it: LiteDB throws at a lone surrogate, so it becomes U+FFFD, as it does in every store.</summary>
internal static class WellFormed
{
    public static string Text(string text)
    {
        foreach (var unit in text)
        {
            if (char.IsSurrogate(unit))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }
}
