namespace AdBot.BotApi;

/// <summary>Telegram said no.</summary>
internal sealed class BotApiException(string method, int code, string description, TimeSpan? retryAfter)
    : Exception($"{method} was refused: {code} {description}{(IsAboutToken(code) ? ". Check TELEGRAM_BOT_TOKEN." : "")}")
{
    public int Code { get; } = code;

    /// <summary>How long Telegram wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same call may succeed later: the network, the server, another poller; but not a wrong token.</summary>
    public static bool IsPassing(Exception exception) => exception is HttpRequestException or TimeoutException
        || exception is BotApiException { Code: var code } && !IsAboutToken(code);

    private static bool IsAboutToken(int code) => code is 401 or 404;
}
