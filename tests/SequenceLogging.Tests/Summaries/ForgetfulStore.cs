using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Summaries;

/// <summary>A store that takes everything, and tells no journey for a while.</summary>
internal sealed class ForgetfulStore(ISequenceStore inner, Func<bool> refuses) : StoreDecorator(inner)
{
    public override ISequenceReader Reader { get; } = new ForgetfulReader(inner.Reader, refuses);

    private sealed class ForgetfulReader(ISequenceReader inner, Func<bool> refuses) : ReaderDecorator(inner)
    {
        public override ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
            refuses()
                ? throw new SequenceStoreException("The store is busy.") { Kind = StoreErrorKind.Busy }
                : base.GetDetailsAsync(id, cancellationToken);
    }
}
