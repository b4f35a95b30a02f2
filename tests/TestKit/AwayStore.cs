using SequenceLogging;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>A store that is away until it comes back: it hangs in the call, waits for it as a token lets it, or throws.</summary>
public sealed class AwayStore(ISequenceStore inner, AwayStore.Way way) : StoreDecorator(inner)
{
    private readonly ManualResetEventSlim _back = new();
    private int _calls;
    private int _givenUp;

    /// <summary>What a store may do that cannot answer.</summary>
    public enum Way
    {
        /// <summary>The call does not return, whatever its token says.</summary>
        Hangs,

        /// <summary>The call waits without a thread, and gives up with its token.</summary>
        Waits,

        /// <summary>The call throws at once.</summary>
        Throws,
    }

    /// <summary>How often it was asked for an id.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How many of these were given up by their token, in the way that waits.</summary>
    public int GivenUp => Volatile.Read(ref _givenUp);

    public void ComeBack() => _back.Set();

    public override async ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        await BackAsync(cancellationToken);
        return await base.CreateAsync(sequence, CancellationToken.None);
    }

    public override async ValueTask<SequenceId> FindOpenOrCreateAsync(
        NewSequence sequence, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        await BackAsync(cancellationToken);
        return await base.FindOpenOrCreateAsync(sequence, CancellationToken.None);
    }

    public override async ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        await BackAsync(cancellationToken);
        return await base.AppendAsync(batch, cancellationToken);
    }

    private async Task BackAsync(CancellationToken cancellationToken)
    {
        switch (way)
        {
            case Way.Hangs:
                _back.Wait(CancellationToken.None);
                break;
            case Way.Throws when !_back.IsSet:
                throw new SequenceStoreException("The store is away.");
            default:
                await WaitAsync(cancellationToken);
                break;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_back.IsSet)
            {
                await Task.Delay(5, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _givenUp);
            throw;
        }
    }
}
