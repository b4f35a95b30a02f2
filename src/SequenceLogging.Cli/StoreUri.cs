namespace SequenceLogging.Cli;

/// <summary>What was written where a store is named.</summary>
/// <param name="Scheme">The kind of store, in lower case.</param>
/// <param name="Text">What its provider is told; may hold a password.</param>
/// <param name="Name">What messages call it; holds none.</param>
internal sealed record StoreUri(string Scheme, string Text, string Name)
{
    private static readonly string[] WithPath = ["sqlite", "litedb"];

    /// <param name="text">A URI or a path.</param>
    /// <param name="usual">The scheme of a plain path.</param>
    public static StoreUri Parse(string text, string usual)
    {
        var scheme = SchemeOf(text);
        if (scheme is null)
        {
            return new StoreUri(usual, text, text);
        }

        if (!WithPath.Contains(scheme))
        {
            return new StoreUri(scheme, text, WithoutSecret(text, scheme));
        }

        var path = text[(scheme.Length + 1)..];
        return new StoreUri(scheme, path, path);
    }

    // "C:\logs" and "my:file" are paths.
    private static string? SchemeOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2)
        {
            return null;
        }

        var scheme = text[..colon].ToLowerInvariant();
        var isUri = text.AsSpan(colon).StartsWith("://", StringComparison.Ordinal);
        return isUri || WithPath.Contains(scheme) || scheme is "postgres" or "postgresql" ? scheme : null;
    }

    // What stands behind the question mark may be a password, too; and of what is no URI nothing is safe to show.
    private static string WithoutSecret(string text, string scheme)
    {
        // An @ behind the hosts tells that a / in a password was not written as %2F.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsolutePath.Contains('@', StringComparison.Ordinal))
        {
            return $"{scheme}://…";
        }

        var user = Uri.UnescapeDataString(uri.UserInfo.Split(':')[0]);
        var port = uri.IsDefaultPort || uri.Port < 0 ? "" : FormattableString.Invariant($":{uri.Port}");
        return $"{scheme}://{(user.Length > 0 ? user + "@" : "")}{uri.Host}{port}{uri.AbsolutePath.TrimEnd('/')}";
    }
}
