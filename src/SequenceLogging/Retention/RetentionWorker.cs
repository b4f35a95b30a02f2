using SequenceLogging.Storage;

namespace SequenceLogging.Retention;

/// <summary>
/// Keeps a store within <see cref="SequenceLogOptions.RetainFor"/> and <see cref="SequenceLogOptions.RetainBytes"/>, beside the
/// delivery: first a minute after the start, then every hour. All processes on a store may do so at once; each removes what the
/// others have not.
/// </summary>
internal sealed class RetentionWorker : IAsyncDisposable
{
    /// <summary>Nothing that was touched within this time goes, however large the store is.</summary>
    public static readonly TimeSpan LeastIdleTime = TimeSpan.FromHours(1);

    public static readonly TimeSpan FirstRun = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    private readonly ISequenceStore _store;
    private readonly SequenceLogOptions _options;
    private readonly StorePruner _pruner;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;
    private string? _told;

    private RetentionWorker(ISequenceStore store, SequenceLogOptions options)
    {
        _store = store;
        _options = options;
        _pruner = new StorePruner(store, options.TimeProvider);
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(RunAsync);
        }
    }

    /// <summary>Starts it where the options set a limit; else there is none.</summary>
    public static RetentionWorker? Start(ISequenceStore store, SequenceLogOptions options) =>
        options.RetainFor is null && options.RetainBytes is null ? null : new RetentionWorker(store, options);

    /// <summary>Ends it; a step that is under way is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        if (await Task.WhenAny(_running, Task.Delay(LastWait, _options.TimeProvider)).ConfigureAwait(false) == _running)
        {
            _closing.Dispose();
        }
        else
        {
            // A call that does not come back is ended by closing the store.
            Trouble.Report("{0}: a pruning under way did not end within {1}.", _store.Name, LastWait);
        }
    }

    private async Task RunAsync()
    {
        var wait = FirstRun;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, _options.TimeProvider, _closing.Token).ConfigureAwait(false);
                await PruneByAgeAsync().ConfigureAwait(false);
                await PruneBySizeAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Trouble.Report("{0} could not be pruned; it is tried again in {1}. {2}", _store.Name, Interval, e.Message);
            }

            wait = Interval;
        }
    }

    private async Task PruneByAgeAsync()
    {
        if (_options.RetainFor is { } age)
        {
            var idleSince = _options.TimeProvider.GetUtcNow() - age;
            foreach (var status in Statuses())
            {
                var query = new PruneQuery { IdleSince = idleSince, Status = status };
                await _pruner.RunAsync(query, cancellationToken: _closing.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task PruneBySizeAsync()
    {
        if (_options.RetainBytes is not { } most)
        {
            return;
        }

        foreach (var status in Statuses())
        {
            if (await FitsAsync().ConfigureAwait(false))
            {
                _told = null;
                return;
            }

            var query = new PruneQuery { IdleSince = _options.TimeProvider.GetUtcNow() - LeastIdleTime, Status = status };
            await _pruner.RunAsync(query, FitsAsync, cancellationToken: _closing.Token).ConfigureAwait(false);
        }

        var size = await _store.Reader.GetSizeAsync(_closing.Token).ConfigureAwait(false);
        if (size > most)
        {
            Tell($"{size} bytes are above RetainBytes ({most}), and nothing is left that may go: the others have not ended, or "
                + "something happened in them within the last hour.");
        }

        async ValueTask<bool> FitsAsync() => await _store.Reader.GetSizeAsync(_closing.Token).ConfigureAwait(false) <= most;
    }

    /// <summary>Those that have ended first.</summary>
    private SequenceStatus?[] Statuses() => _options.RetainActive ? [null] : [null, SequenceStatus.Active];

    /// <summary>Says it once, not every hour.</summary>
    private void Tell(string what)
    {
        if (_told is null)
        {
            _told = what;
            Trouble.Report("{0}: {1}", _store.Name, what);
        }
    }
}
