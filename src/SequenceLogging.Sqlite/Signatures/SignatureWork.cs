using System.Diagnostics;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>
/// Signs in the background what was written: piece by piece, with a rest after each, so that whoever logs has the processor and the
/// turn. It does nothing where nothing is written, and it may end at any moment. What comes in a burst is signed behind it: it comes
/// sooner than it could be signed, so that a search has to look at most of it one by one in any case.
/// </summary>
/// <param name="store">What the store is called.</param>
/// <param name="time">For the rests.</param>
/// <param name="sign">Signs a piece; false where nothing is left, or another process does it just now.</param>
internal sealed class SignatureWork(string store, TimeProvider time, Func<CancellationToken, bool> sign) : IAsyncDisposable
{
    /// <summary>So many rows are waited for: to look at them one by one takes some milliseconds.</summary>
    public const int Due = 10_000;

    /// <summary>More rows a second than are signed beside others that write.</summary>
    public const int Burst = 100_000;

    /// <summary>After so long it is no burst, and a piece is signed between.</summary>
    public static readonly TimeSpan LongestBurst = TimeSpan.FromSeconds(10);

    /// <summary>While others write, it rests so many times as long as a piece took.</summary>
    private const int RestsOfPiece = 4;

    /// <summary>How long it rests at least while others write: then pieces are large, and few of them are put together later.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private long _written;

    /// <summary>Says that rows were written here.</summary>
    public void Note(int rows)
    {
        if (Interlocked.Add(ref _written, rows) >= Due)
        {
            Start();
        }
    }

    /// <summary>Begins to look for what is to be signed.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_running.IsCompleted && !_stopping.IsCancellationRequested)
            {
                Interlocked.Exchange(ref _written, 0);
                using var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
                _running = Task.Run(RunAsync);
            }
        }
    }

    /// <summary>Ends it after the piece that it is at, of a tenth of a second.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Task running;
        lock (_lock)
        {
            running = _running;
        }

        // The system's clock: whoever closes a store whose clock stands still must not wait for ever.
        await Task.WhenAny(running, Task.Delay(Rest, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            for (var start = Stopwatch.GetTimestamp(); sign(_stopping.Token); start = Stopwatch.GetTimestamp())
            {
                await RestAsync(Stopwatch.GetElapsedTime(start)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // What is not signed is looked at one by one.
        }
        catch (Exception e)
        {
            // It is tried again when more has been written.
            Trouble.Report("{0}: texts that were written are not signed yet, so it takes longer to find them: {1}", store, e.Message);
        }
    }

    private async Task RestAsync(TimeSpan took)
    {
        var isQuiet = Interlocked.Exchange(ref _written, 0) == 0;
        var rest = isQuiet ? took : TimeSpan.FromTicks(Math.Max(Rest.Ticks, took.Ticks * RestsOfPiece));
        var since = time.GetTimestamp();
        await Task.Delay(rest, time, _stopping.Token).ConfigureAwait(false);
        while (!isQuiet && time.GetElapsedTime(since) < LongestBurst && Interlocked.Read(ref _written) >= Burst * rest.TotalSeconds)
        {
            Interlocked.Exchange(ref _written, 0);
            await Task.Delay(rest, time, _stopping.Token).ConfigureAwait(false);
        }
    }
}
