using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Testing.Tests.Moving;

/// <summary>Answers about no journey until it was asked for so many at once.</summary>
internal sealed class WaitingReader(ISequenceReader inner, int untilAsked) : ReaderDecorator(inner)
{
    private readonly TaskCompletionSource _areAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _underWay;

    /// <summary>The question about a journey that fails, from 1; the others wait until they are given up. 0 for none.</summary>
    public int FailsAt { get; init; }

    /// <summary>Questions without an answer yet.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public override async ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            var number = Interlocked.Increment(ref _asked);
            if (number >= untilAsked)
            {
                _areAsked.TrySetResult();
            }

            await _areAsked.Task.WaitAsync(cancellationToken);
            if (FailsAt > 0)
            {
                await Task.Delay(number == FailsAt ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken);
                throw new SequenceStoreException("It fails on purpose.");
            }

            return await base.GetDetailsAsync(id, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
