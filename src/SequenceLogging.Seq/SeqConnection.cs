namespace SequenceLogging.Seq;

/// <summary>Connections to a server.</summary>
internal static class SeqConnection
{
    /// <summary>A redirection is not followed: it would carry the key to whoever it points to, and a POST arrives there as a GET.</summary>
    public static HttpMessageInvoker Open() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });
}
