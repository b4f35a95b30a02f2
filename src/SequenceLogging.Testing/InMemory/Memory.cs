using System.Diagnostics.CodeAnalysis;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Testing.InMemory;

/// <summary>
/// All that one store holds. Whoever reads or writes it does so in their turn: there is one at a time, as in a store with one
/// lock for everything. The rows are those of <see cref="BatchPlan"/>.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It is never closed; a semaphore holds nothing else until it is asked for a handle.")]
internal sealed class Memory(string name)
{
    /// <summary>The newest version that this package knows.</summary>
    public const int KnownVersion = 1;

    /// <summary>How long one waits for its turn before the store counts as busy.</summary>
    public static readonly TimeSpan TurnTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);

    public string Name { get; } = "in-memory " + name;

    /// <summary>Whether a log has opened it; before that there is nothing to read.</summary>
    public bool IsMade { get; set; }

    /// <summary>The version that wrote it last.</summary>
    public int Version { get; set; } = KnownVersion;

    public SortedDictionary<long, StoredSequence> Sequences { get; } = [];

    public Dictionary<string, long> Keys { get; } = new(StringComparer.Ordinal);

    public SortedSet<byte[]> EventIds { get; } = new(BytesOrder.Instance);

    public StepKinds Kinds { get; } = new();

    /// <summary>All steps, in the order in which they came.</summary>
    public List<PlacedStep> Steps { get; } = [];

    public long LastPosition { get; set; }

    public List<LossRow> Losses { get; } = [];

    /// <summary>The newest last.</summary>
    public List<KeptRejection> Rejections { get; } = [];

    public long LastRejection { get; set; }

    /// <summary>The last position of each producer.</summary>
    public Dictionary<string, long> Producers { get; } = new(StringComparer.Ordinal);

    public Dictionary<DeliveryKey, long> Delivery { get; } = [];

    public Totals Totals { get; } = new();

    public IdLedger Ids { get; } = new();

    /// <summary>The highest number of a month that a sequence has; 0 for none.</summary>
    public long LastUsedOf(int year, int month) =>
        Sequences.Values.Where(s => s.Id.Year == year && s.Id.Month == month).Select(s => s.Id.Number).LastOrDefault();

    /// <summary>Waits for the turn; dispose the result to give it up.</summary>
    /// <exception cref="SequenceStoreException">Somebody else had the turn all the time.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        return await _turn.WaitAsync(TurnTimeout, cancellationToken).ConfigureAwait(false)
            ? new Turn(_turn)
            : throw new SequenceStoreException(
                $"The store {Name} was held by somebody else for {TurnTimeout.TotalSeconds:0.#} s. It is worth trying again.")
            {
                Kind = StoreErrorKind.Busy,
            };
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}

/// <summary>A step with its place among all steps of the store.</summary>
internal readonly record struct PlacedStep(long Position, StepRow Row);

/// <summary>Something rejected, with the store's number for it.</summary>
internal sealed record KeptRejection(long Id, RejectedRow Row);
