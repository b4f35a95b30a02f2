using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace AdBot.Payments;

/// <summary>
/// A network on which every request is paid at once. As public nodes do, it lets one question time out: the first about
/// payment TE5768.
/// </summary>
internal sealed class PretendTon(TimeProvider time) : ITonNetwork
{
    private readonly Channel<Transfer> _transfers = Channel.CreateUnbounded<Transfer>();
    private readonly ConcurrentDictionary<string, int> _questions = new();

    public void Request(string comment, decimal amount)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(comment)).AsSpan(0, 8));
        _transfers.Writer.TryWrite(new Transfer(hash, comment, amount));
    }

    public void Close() => _transfers.Writer.TryComplete();

    public async IAsyncEnumerable<Transfer> IncomingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transfer in _transfers.Reader.ReadAllAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(60), time, cancellationToken);
            yield return transfer;
        }
    }

    public async Task<int> ConfirmationsAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(40), time, cancellationToken);
        var question = _questions.AddOrUpdate(transfer.Comment, 1, (_, asked) => asked + 1);
        return transfer.Comment == "TE5768" && question == 1
            ? throw new TimeoutException("the node did not answer in time")
            : 12;
    }
}
