using SequenceLogging.Context;
using SequenceLogging.Delivery;
using SequenceLogging.Retention;
using SequenceLogging.Storage;

namespace SequenceLogging;

/// <summary>
/// A store of sequences with the delivery into it: begins and resumes sequences, ends them, and answers questions about
/// them. One for each store and process is enough; a second one on the same store shares it.
/// </summary>
public sealed partial class SequenceLog : IAsyncDisposable, IDisposable
{
    private int _isDisposed;

    private SequenceLog(SequencePipeline pipeline)
    {
        Pipeline = pipeline;
        States = new SharedStates(this);
    }

    /// <summary>What became of everything that this process has emitted to the store.</summary>
    public DeliveryCounts Delivery => Pipeline.Counts;

    /// <summary>How the writer behind this log fares: what keeps the store from taking what is logged, if anything does.</summary>
    public DeliveryHealth Health => Pipeline.Health;

    /// <summary>What people call the store, as <c>SQLite sequences.db</c>.</summary>
    public string StoreName => Pipeline.Store.Name;

    /// <summary>What is kept how long; where a log shares its store with another one of this process, what the first one said.</summary>
    public RetentionLimits Retention =>
        new(Pipeline.Options.RetainFor, Pipeline.Options.RetainBytes, Pipeline.Options.RetainActive);

    /// <summary>The store itself, for what this class has no method for.</summary>
    public ISequenceStore Store => Pipeline.Store;

    internal SequencePipeline Pipeline { get; }

    internal SharedStates States { get; }

    private TimeProvider Time => Pipeline.Options.TimeProvider;

    /// <summary>Opens a log on a store, creating the store at its first use.</summary>
    /// <param name="configure">Names the store, as in <c>o => o.UseSqlite("sequences.db")</c>.</param>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceStoreException">The store cannot be opened.</exception>
    public static SequenceLog Open(Action<SequenceLogOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SequenceLogOptions();
        configure(options);
        return Open(options);
    }

    /// <summary>Opens a log on a store, creating the store at its first use.</summary>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceStoreException">The store cannot be opened.</exception>
    public static SequenceLog Open(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        return errors.Count == 0
            ? new SequenceLog(SequencePipeline.Join(options))
            : throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
    }

    /// <summary>Waits until everything logged before is in the store.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<FlushResult> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        Pipeline.FlushAsync(timeout, cancellationToken);

    /// <summary>Writes what is on its way, within the shutdown timeout, and closes the store.</summary>
    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref _isDisposed, 1) == 0 ? Pipeline.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>The same as <see cref="DisposeAsync"/> for code that cannot await.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal bool SharesStoreWith(SequenceLog other) => ReferenceEquals(Pipeline, other.Pipeline);
}
