using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>
/// One way to keep the steps of a load, ours or one that people would use instead. All get the same steps, and say what a
/// crash leaves of them.
/// </summary>
public abstract class Peer : IAsyncDisposable
{
    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>What is safe once <see cref="StoreAsync"/> has returned.</summary>
    public abstract string Durability { get; }

    /// <summary>Whatever an application does once, before the first step.</summary>
    public virtual Task PrepareAsync(StepLoad load) => Task.CompletedTask;

    /// <summary>Brings all steps to where <see cref="Durability"/> says.</summary>
    public abstract Task StoreAsync(StepLoad load);

    /// <summary>The messages of what is kept, read back from there in any order: the proof that something was done.</summary>
    public abstract Task<IReadOnlyList<string>> ReadMessagesAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of files and threads.</summary>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;
}
