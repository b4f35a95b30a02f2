using SequenceLogging.Seq.Ingestion;

namespace SequenceLogging.Seq.Pushing;

/// <summary>
/// Two batches in turn: one is filled while the other is on its way. What a batch moves (the position, the ledger) is noted
/// only when the server has acknowledged it, and in the order of the batches.
/// </summary>
internal sealed class PushLine : IAsyncDisposable
{
    /// <summary>A request that is under way when somebody presses Ctrl-C may end, so that it is not sent a second time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly SeqPushOptions _options;
    private readonly PushLedger _ledger;
    private readonly BatchSender _sender;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _posting;
    private readonly CancellationTokenRegistration _graceBegins;
    private readonly long _lastPosition;

    private PushBatch _filling, _sending;
    private Task _way = Task.CompletedTask;

    public PushLine(
        SeqPushOptions options, PushState state, PushLedger ledger, SeqIngestion ingestion, Backoff backoff, long lastPosition,
        CancellationToken cancellationToken)
    {
        _options = options;
        _ledger = ledger;
        _lastPosition = lastPosition;
        _cancellation = cancellationToken;
        State = state;
        Result = new SeqPushResult { AsidePath = options.StatePath + ".refused" };
        _sender = new BatchSender(ingestion, backoff, options.TimeProvider, TellWaiting);
        (_filling, _sending) = (new PushBatch(options.MaxEventBytes), new PushBatch(options.MaxEventBytes));
        _posting = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.TimeProvider);
        _graceBegins = cancellationToken.Register(() => _posting.CancelAfter(Grace));
    }

    public PushState State { get; private set; }

    public SeqPushResult Result { get; set; }

    /// <summary>Takes what comes next.</summary>
    public PushBatch Filling => _filling;

    /// <summary>Sends what was filled, if that is enough for a request.</summary>
    public Task SendWhenFullAsync()
    {
        var bytes = _sender.TooLarge is { } tooLarge ? Math.Min(_options.BatchBytes, tooLarge / 2) : _options.BatchBytes;
        return _filling.IsFull(bytes, _options.BatchEvents) ? SendAsync() : Task.CompletedTask;
    }

    /// <summary>Sends the rest, and ends when all is acknowledged.</summary>
    public async Task SendRestAsync()
    {
        await SendAsync().ConfigureAwait(false);
        await _way.ConfigureAwait(false);
    }

    /// <summary>Waits for what is on its way, so that what arrives is noted.</summary>
    public async ValueTask DisposeAsync()
    {
        // Where the push ends otherwise, that is what its caller hears of; what was not noted is sent again by the next one.
        await _way.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _graceBegins.DisposeAsync().ConfigureAwait(false);
        _posting.Dispose();
        _filling.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync()
    {
        await _way.ConfigureAwait(false);
        _cancellation.ThrowIfCancellationRequested();
        (_filling, _sending) = (_sending, _filling);
        _way = _sending.HasNews ? SendAsync(_sending) : Task.CompletedTask;
        _filling.Clear();
    }

    private async Task SendAsync(PushBatch batch)
    {
        await Task.Yield(); // the next batch is filled meanwhile
        var refused = await _sender.SendAsync(batch, _posting.Token, _cancellation).ConfigureAwait(false);
        if (refused.Count > 0)
        {
            SetAside.Append(Result.AsidePath, refused, _options.TimeProvider.GetUtcNow());
        }

        _ledger.Add(batch.Pushed);
        if (batch.Reached is { } reached)
        {
            State = State.Reach(reached);
        }

        State.Save(_options.StatePath);
        Result = Result with
        {
            Events = Result.Events + batch.Count - refused.Count,
            SetAside = Result.SetAside + refused.Count,
            Trimmed = Result.Trimmed + batch.Trimmed,
            Bytes = Result.Bytes + batch.Bytes,
            MinimumLevel = _sender.MinimumLevel,
            FirstRefusal = Result.FirstRefusal ?? (refused is [var first, ..] ? $"{first.EventId}: {first.Status} {first.Answer}" : null),
        };
        Tell(null);
    }

    private void TellWaiting(string? why)
    {
        if (why is not null)
        {
            Tell(why);
        }
    }

    private void Tell(string? waiting) =>
        _options.Progress?.Report(new SeqPushProgress(Result.Events, State.Position, _lastPosition, waiting));
}
