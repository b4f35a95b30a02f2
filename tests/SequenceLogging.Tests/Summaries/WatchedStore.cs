using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Summaries;

/// <summary>A store that counts how often somebody looks for sequences, and tells no journey while it refuses.</summary>
internal sealed class WatchedStore : StoreDecorator
{
    private readonly WatchedReader _reader;

    public WatchedStore(ISequenceStore inner)
        : base(inner) => _reader = new WatchedReader(inner.Reader);

    public override ISequenceReader Reader => _reader;

    public int Looks => Volatile.Read(ref _reader.Looks);

    public bool Refuses
    {
        get => _reader.Refuses;
        set => _reader.Refuses = value;
    }

    private sealed class WatchedReader(ISequenceReader inner) : ReaderDecorator(inner)
    {
        public int Looks;
        public volatile bool Refuses;

        public override ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
            SequenceQuery query, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref Looks);
            return base.FindAsync(query, cancellationToken);
        }

        public override ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
            Refuses
                ? throw new SequenceStoreException("The store is busy.") { Kind = StoreErrorKind.Busy }
                : base.GetDetailsAsync(id, cancellationToken);
    }
}
