using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace WebBot.Webhook;

/// <summary>A secret that two services share. It is compared without telling by the time taken how much of a guess was right.</summary>
internal sealed partial class SecretToken
{
    public const string TelegramHeader = "X-Telegram-Bot-Api-Secret-Token";

    private readonly byte[] _hash;

    private SecretToken(string text)
    {
        Text = text;
        _hash = Hash(text);
    }

    public string Text { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out SecretToken? secret)
    {
        secret = text is not null && Shape().IsMatch(text) ? new SecretToken(text) : null;
        return secret is not null;
    }

    /// <summary>Whether a request brings it, and once.</summary>
    public bool IsIn(HttpRequest request, string header) =>
        request.Headers[header] is [{ } text] && CryptographicOperations.FixedTimeEquals(Hash(text), _hash);

    // Hashes are of one length, so the time says nothing of the secret's either.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,256}\z")]
    private static partial Regex Shape();
}
