using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Live;

/// <summary>An empty store that counts how often it is asked for new steps.</summary>
internal sealed class CountingReader() : ReaderDecorator(new InMemoryStoreProvider().Open(new SequenceLogOptions()).Reader)
{
    private int _reads;

    /// <summary>Whether it does not answer.</summary>
    public bool IsAway { get; set; }

    public int Reads => Volatile.Read(ref _reads);

    public override ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return IsAway ? throw new SequenceStoreException("The store is away.") { Kind = StoreErrorKind.Unavailable } : base.ReadStepsAsync(afterPosition, limit, cancellationToken);
    }
}
