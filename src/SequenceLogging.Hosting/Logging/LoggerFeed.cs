namespace SequenceLogging.Hosting.Logging;

/// <summary>Says that <c>ILogger</c> is meant to feed the store, and whether it does.</summary>
internal sealed class LoggerFeed
{
    /// <summary>Whether the application's logger factory has asked the provider for a logger.</summary>
    public bool IsConnected { get; set; }
}
