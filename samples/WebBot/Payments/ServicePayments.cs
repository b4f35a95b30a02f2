using System.Collections.Concurrent;
using AdBot.Payments;
using Serilog;

namespace WebBot.Payments;

/// <summary>
/// Payments by another service of ours, as with a card. Its client tells it the current sequence (AddSequenceHeader); it names that
/// sequence again when it reports what became of the payment, be it weeks later.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="name">What the way to pay is called, as <c>Card</c>.</param>
/// <param name="currency">What is paid in.</param>
/// <param name="rate">How much of that is one TON.</param>
internal sealed class ServicePayments(PaymentService service, string name, string currency, decimal rate) : IPaymentMethod
{
    private readonly ConcurrentDictionary<string, Payment> _open = new();

    public string Name => name;

    public string NumberFor(long ad) => $"{char.ToUpperInvariant(name[0])}P{ad + 5681}";

    public async Task<string> BeginAsync(Payment payment)
    {
        var amount = decimal.Round(payment.Price * rate, 2);
        Log.Information(
            "{StepName}: {LinkComponent}, {Price:0.##} {Currency}",
            $"Payment_Step_1_Process{name}",
            $"payments:{name.ToLowerInvariant()}_payment:{payment.Number}",
            amount,
            currency);
        _open[payment.Number] = payment;
        await service.ChargeAsync(new Charge(payment.Number, amount, currency));
        return $"Confirm {amount:0.##} {currency} in the window that opens.";
    }

    /// <summary>The payment of that number, which is no longer waited for then; null for none.</summary>
    public Payment? Take(string number) => _open.TryRemove(number, out var payment) ? payment : null;
}
