using SequenceLogging.Delivery;
using SequenceLogging.Insight;
using Serilog;

namespace SequenceLogging.Summaries;

/// <summary>
/// Writes one log event for each journey that ends, and for each that is stuck, beside everything else. It ends with its log, but
/// should be disposed before the logger that it writes to: what is still to be summed up is written then.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A summary is written by the process that brought the end of the journey into the store, once the store has it. No log call
/// waits for it.</item>
/// <item>Which were written is marked in the store. A process that is killed before leaves its summaries to be made up for by any
/// other, or by itself when it starts again (<see cref="SummaryOptions.CatchUp"/>).</item>
/// <item>Twice is a summary written only where a process is killed between the event and its mark, or two processes find the same
/// journey stuck within the same moment. Both events have the same <see cref="JourneySummary.SummaryId"/>.</item>
/// </list>
/// </remarks>
public sealed class SequenceSummaries : IAsyncDisposable, IDisposable
{
    private const string Source = "SequenceLogging.Summaries";
    private static readonly TimeSpan CatchUpInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    private readonly SequencePipeline _pipeline;
    private readonly SummaryOptions _options;
    private readonly TimeProvider _time;
    private readonly EndedSequences _ended = new();
    private readonly SummaryWriter _writer;
    private readonly StuckFinder _stuck;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;
    private DateTimeOffset _nextCatchUp = DateTimeOffset.MaxValue;
    private DateTimeOffset _nextStuck = DateTimeOffset.MaxValue;
    private int _isDisposed;

    internal SequenceSummaries(SequencePipeline pipeline, ILogger logger, SummaryOptions options)
    {
        _pipeline = pipeline;
        _options = options;
        _time = pipeline.Options.TimeProvider;
        _writer = new SummaryWriter(
            pipeline, logger.ForContext(Serilog.Core.Constants.SourceContextPropertyName, Source), new SummaryMarks(pipeline), [.. options.Flows]);
        _stuck = new StuckFinder(pipeline.Store.Reader, _time, options.Rules);
        var now = _time.GetUtcNow();
        if (options.Ended)
        {
            _pipeline.Stored += _ended.Add;
            _nextCatchUp = options.CatchUp > TimeSpan.Zero ? now + options.FirstCatchUp : _nextCatchUp;
        }

        if (options.Stuck)
        {
            // Not all processes of a start at the same moment: the first to find a journey stuck tells the others by its mark.
            _nextStuck = now + (options.StuckInterval * (0.5 + (0.5 * Random.Shared.NextDouble())));
        }

        // Neither the sequence nor the activity of whoever starts it.
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(RunAsync);
        }
    }

    /// <summary>
    /// Writes the summaries of all that has ended until now, within <see cref="SequenceLogOptions.ShutdownTimeout"/>, and stops.
    /// What it does not come to is made up for at the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        var start = _time.GetTimestamp();
        var timeout = _pipeline.Options.ShutdownTimeout;
        if (_options.Ended)
        {
            await _pipeline.FlushAsync(timeout, CancellationToken.None).ConfigureAwait(false);
            _pipeline.Stored -= _ended.Add;
        }

        _ended.Complete();
        var left = timeout - _time.GetElapsedTime(start);
        if (!await HasEndedAsync(left).ConfigureAwait(false))
        {
            Trouble.Report(
                "{0}: not all summaries were written within the ShutdownTimeout of {1}; they are made up for at the next start.",
                _pipeline.Store.Name, timeout);
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        if (await HasEndedAsync(LastWait).ConfigureAwait(false))
        {
            _closing.Dispose();
        }

        // The marks of what was just written: whoever looks next would not find them, and write the same again.
        left = timeout - _time.GetElapsedTime(start);
        await _pipeline.FlushAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        _pipeline.Detach(this);
    }

    /// <summary>The same as <see cref="DisposeAsync"/> for code that cannot await.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await WriteUntilCompletedAsync().ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Trouble.Report("{0}: summaries could not be looked for; that is tried again: {1}", _pipeline.Store.Name, e);
                _nextCatchUp = Sooner(_nextCatchUp, AfterTrouble);
            }
        }
    }

    private async Task WriteUntilCompletedAsync()
    {
        Task<bool>? more = null;
        while (true)
        {
            while (_ended.Waiting.TryRead(out var sequence))
            {
                await _writer.WriteAsync(sequence, _closing.Token).ConfigureAwait(false);
            }

            more ??= _ended.Waiting.WaitToReadAsync(_closing.Token).AsTask();
            if (!more.IsCompleted)
            {
                await DoWhatIsDueAsync().ConfigureAwait(false);
                await WaitAsync(more).ConfigureAwait(false);
            }

            if (more.IsCompleted)
            {
                if (!await more.ConfigureAwait(false))
                {
                    return;
                }

                more = null;
            }
        }
    }

    private async Task DoWhatIsDueAsync()
    {
        var now = _time.GetUtcNow();
        if (_ended.TakeOverflow())
        {
            _nextCatchUp = Sooner(_nextCatchUp, TimeSpan.Zero);
        }

        if (now >= _nextCatchUp)
        {
            _nextCatchUp = now + CatchUpInterval;
            await _writer.CatchUpAsync(now - _options.CatchUp, now - _options.FirstCatchUp, _closing.Token).ConfigureAwait(false);
        }

        if (now >= _nextStuck)
        {
            _nextStuck = now + _options.StuckInterval;
            foreach (var stuck in await _stuck.FindAsync(_closing.Token).ConfigureAwait(false))
            {
                await _writer.WriteAsync(JourneySummary.OfStuck(stuck, now), _closing.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(Task more)
    {
        var next = _nextCatchUp < _nextStuck ? _nextCatchUp : _nextStuck;
        var wait = next - _time.GetUtcNow();
        wait = wait < CatchUpInterval ? wait : CatchUpInterval;
        if (wait > TimeSpan.Zero)
        {
            // Whichever comes first: something to do, its time, or the end.
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            await Task.WhenAny(more, Task.Delay(wait, _time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Not at all where missing summaries are not looked for.</summary>
    private DateTimeOffset Sooner(DateTimeOffset due, TimeSpan wait)
    {
        var soon = _time.GetUtcNow() + wait;
        return due == DateTimeOffset.MaxValue || due < soon ? due : soon;
    }

    private async Task<bool> HasEndedAsync(TimeSpan timeout)
    {
        await Task.WhenAny(_running, Task.Delay(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, _time)).ConfigureAwait(false);
        return _running.IsCompleted;
    }
}
