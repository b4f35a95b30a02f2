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

    /// <summary>Why there was no answer, for people: of TLS the outer exception says nothing but to look at the inner one.</summary>
    public static string WhyNot(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner }
            ? $"no secure connection: {inner.Message}"
            : failure.Message;
}
