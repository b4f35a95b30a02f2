namespace SequenceLogging.Seq;

/// <summary>Which Seq, and the key to it. The key is in no text that this type makes.</summary>
public sealed class SeqServer
{
    private readonly string? _apiKey;

    /// <summary>A Seq server.</summary>
    /// <param name="url">Where people open it, as <c>https://seq.example.com</c> or <c>http://localhost:5341</c>.</param>
    /// <param name="apiKey">An API key; null where the server asks for none.</param>
    /// <exception cref="ArgumentException">The URL or the key can be used for no request; the message says what to write.</exception>
    public SeqServer(string url, string? apiKey = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        Url = Parse(url);
        if (apiKey?.AsSpan().ContainsAnyExceptInRange('!', '~') == true)
        {
            // What is wrong with it is not shown: it would be part of the key.
            throw new ArgumentException("The API key holds a blank or a character that no key of Seq has. Copy it anew.", nameof(apiKey));
        }

        _apiKey = string.IsNullOrEmpty(apiKey) ? null : apiKey;
    }

    /// <summary>The server, with a slash at the end.</summary>
    public Uri Url { get; }

    /// <summary>The server without its key.</summary>
    public override string ToString() => Url.AbsoluteUri.TrimEnd('/');

    internal void Authorize(HttpRequestMessage request)
    {
        if (_apiKey is not null)
        {
            request.Headers.Add("X-Seq-ApiKey", _apiKey);
        }
    }

    /// <summary>The text without the key, which a server might have quoted.</summary>
    internal string Hide(string text) => _apiKey is null ? text : text.Replace(_apiKey, "***", StringComparison.Ordinal);

    internal static Uri Parse(string url)
    {
        const string Example = "Write it as http://localhost:5341.";
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"\"{Excerpt(url)}\" is no URL of a Seq server. {Example}", nameof(url));
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ArgumentException($"The URL of a Seq server holds no user and no password; an API key is given beside it. {Example}", nameof(url));
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new ArgumentException($"\"{Excerpt(url)}\" is a page of a Seq server. {Example}", nameof(url));
        }

        return uri.AbsoluteUri.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
    }

    // A URL can hold a password in a place where it was not expected, and behind a question mark the API key.
    private static string Excerpt(string url)
    {
        var at = url.LastIndexOf('@');
        var shown = at < 0 ? url : "…" + url[at..];
        var query = shown.IndexOf('?', StringComparison.Ordinal);
        shown = query < 0 ? shown : shown[..query] + "?…";
        return shown.Length <= 60 ? shown : shown[..60] + "…";
    }
}
