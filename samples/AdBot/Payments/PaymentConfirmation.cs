using AdBot.Campaigns;
using AdBot.Outbox;
using Serilog;

namespace AdBot.Payments;

/// <summary>What happens when a payment is good, however it was made: the customer hears of it, and the campaign begins.</summary>
internal sealed class PaymentConfirmation(CampaignFlow campaigns, IOutbox outbox)
{
    /// <param name="payment">The payment.</param>
    /// <param name="transaction">What proves it, as the hash of a transfer.</param>
    /// <param name="cancellationToken">The bot stops.</param>
    public async Task ConfirmAsync(Payment payment, string transaction, CancellationToken cancellationToken)
    {
        Log.Information("{StepName} by {TransactionHash}", "Payment_Step_4_PaymentConfirmed", transaction);
        await outbox.SendAsync(new Letter(payment.Chat, "Your payment has arrived."), cancellationToken);
        await campaigns.CreateAsync(payment, cancellationToken);
    }
}
