using SequenceLogging.Journeys;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Api;

/// <summary>An empty store that does not answer until it is let go, or fails.</summary>
internal sealed class SlowReader() : ReaderDecorator(new InMemoryStoreProvider().Open(new SequenceLogOptions()).Reader)
{
    private readonly TaskCompletionSource _go = new();
    private int _now;
    private int _asked;

    public bool HeedsNothing { get; init; }

    public Exception? Failure { get; set; }

    public int Asked
    {
        get => Volatile.Read(ref _asked);
        set => Volatile.Write(ref _asked, value);
    }

    /// <summary>Most questions at one time.</summary>
    public int Most { get; private set; }

    public void Go() => _go.TrySetResult();

    public override async ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(SequenceQuery query, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken);
        return await base.FindAsync(query, cancellationToken);
    }

    public override async ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken);
        return await base.GetStatisticsAsync(cancellationToken);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        lock (_go)
        {
            Most = Math.Max(Most, ++_now);
        }

        try
        {
            if (Failure is { } failure)
            {
                throw failure;
            }

            await _go.Task.WaitAsync(HeedsNothing ? CancellationToken.None : cancellationToken);
        }
        finally
        {
            lock (_go)
            {
                _now--;
            }
        }
    }
}
