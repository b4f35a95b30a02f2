using Microsoft.Extensions.Logging;
using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>A peer that an application reaches through <see cref="ILogger"/>, each step inside its journey's scope.</summary>
public abstract class LoggingPeer : Peer
{
    protected abstract ILogger Logger { get; }

    public override Task StoreAsync(StepLoad load) => StoreAsync(load, threads: 1);

    /// <summary>The same from several threads, each with its share of the journeys.</summary>
    public async Task StoreAsync(StepLoad load, int threads)
    {
        await EmitAsync(load, threads);
        await FinishAsync();
    }

    /// <summary>Makes a journey the current one of this thread.</summary>
    protected abstract IDisposable Enter(int sequence);

    /// <summary>Waits until all that was logged is where <see cref="Peer.Durability"/> says.</summary>
    protected abstract Task FinishAsync();

    private Task EmitAsync(StepLoad load, int threads) => Task.WhenAll(Enumerable.Range(0, threads).Select(thread =>
        Task.Factory.StartNew(
            () => Emit(load, thread, threads),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

    private void Emit(StepLoad load, int thread, int threads)
    {
        for (var step = thread; step < load.Steps; step += threads)
        {
            using (Enter(load.SequenceOf(step)))
            {
                load.Log(Logger, step);
            }
        }
    }
}
