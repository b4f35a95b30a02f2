using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using AdBot.Payments;

namespace WebBot.Demo;

/// <summary>
/// A network where money takes seconds, where some never send it and some too little, and whose node does not always answer in time.
/// </summary>
internal sealed class MoodyTon(Dice dice, TimeProvider time) : ITonNetwork
{
    private readonly Channel<Transfer> _transfers = Channel.CreateUnbounded<Transfer>();

    // How many of the next questions about a payment are not answered in time.
    private readonly ConcurrentDictionary<string, int> _silences = new();

    public void Request(string comment, decimal amount)
    {
        if (dice.Chance(0.06))
        {
            return; // He thinks about it for ever.
        }

        _silences[comment] = dice.Chance(0.03) ? 3 : dice.Chance(0.1) ? 1 : 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(comment)).AsSpan(0, 8));
        _ = ArriveAsync(new Transfer(hash, comment, dice.Chance(0.05) ? decimal.Round(amount * 0.6m, 2) : amount));
    }

    public void Close() => _transfers.Writer.TryComplete();

    public async IAsyncEnumerable<Transfer> IncomingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transfer in _transfers.Reader.ReadAllAsync(cancellationToken))
        {
            yield return transfer;
        }
    }

    public async Task<int> ConfirmationsAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        await Task.Delay(dice.Chance(0.93) ? dice.Between(0.02, 0.15) : dice.Between(0.7, 2.5), time, cancellationToken);
        return _silences.AddOrUpdate(transfer.Comment, -1, (_, left) => left - 1) >= 0
            ? throw new TimeoutException("the node did not answer in time")
            : 12;
    }

    private async Task ArriveAsync(Transfer transfer)
    {
        await Task.Delay(dice.About(1.5), time);
        _transfers.Writer.TryWrite(transfer);
    }
}
