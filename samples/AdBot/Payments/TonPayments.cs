using System.Collections.Concurrent;
using Serilog;

namespace AdBot.Payments;

/// <summary>
/// The payments that are waited for. It keeps no sequence id: the link that is logged here is enough to find the journey
/// again from the payment's number, in this process or in another.
/// </summary>
internal sealed class TonPayments(ITonNetwork ton) : IPaymentMethod
{
    public const string Wallet = "UQDexampleexampleexampleexampleexampleexampleAdBt";

    private readonly ConcurrentDictionary<string, Payment> _open = new();

    public string Name => "TON";

    public string NumberFor(long ad) => $"TE{ad + 5681}";

    public Task<string> BeginAsync(Payment payment)
    {
        Process(payment);
        return Task.FromResult($"Send {payment.Price:0.##} TON to {Wallet} with the comment {payment.Number}.");
    }

    public void Process(Payment payment)
    {
        Log.Information(
            "{StepName}: {LinkComponent}, {Price:0.##} {Currency}",
            "Payment_Step_1_ProcessTON",
            $"payments:ton_payment:{payment.Number}",
            payment.Price,
            "TON");
        _open[payment.Number] = payment;
        ton.Request(payment.Number, payment.Price);
    }

    /// <summary>The payment of that number, which is no longer waited for then; null for none.</summary>
    public Payment? Take(string number) => _open.TryRemove(number, out var payment) ? payment : null;

    /// <summary>No more payments will be processed.</summary>
    public void Close() => ton.Close();
}
