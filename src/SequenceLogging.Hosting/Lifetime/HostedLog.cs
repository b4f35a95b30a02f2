using Microsoft.Extensions.Options;

namespace SequenceLogging.Hosting.Lifetime;

/// <summary>
/// Keeps the store open until the last service of the container is gone. A container disposes in the reverse order of
/// creation; this is created with the loggers, before every service that logs, and opens nothing until it is asked. The
/// <see cref="SequenceLog"/> that services inject may come much later and go earlier: it shares this one's store.
/// </summary>
internal sealed class HostedLog(IOptions<SequenceLogOptions> options) : IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private SequenceLog? _log;
    private bool _isDisposed;

    /// <summary>The log, which is opened by the first who asks; after a failure the next one tries again.</summary>
    public SequenceLog Open()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SequenceLog));
            return _log ??= SequenceLog.Open(options.Value);
        }
    }

    /// <summary>Another log on the same store, for somebody who disposes it at a time of their own.</summary>
    public SequenceLog Share()
    {
        Open();
        return SequenceLog.Open(options.Value);
    }

    public ValueTask DisposeAsync() => Close()?.DisposeAsync() ?? ValueTask.CompletedTask;

    public void Dispose() => Close()?.Dispose();

    private SequenceLog? Close()
    {
        lock (_lock)
        {
            _isDisposed = true;
            return _log;
        }
    }
}
