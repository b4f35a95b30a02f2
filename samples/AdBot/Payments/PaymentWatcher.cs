using System.Diagnostics;
using AdBot.Outbox;
using AdBot.Publishing;
using Microsoft.Extensions.Hosting;
using SequenceLogging;
using Serilog;

namespace AdBot.Payments;

/// <summary>
/// Sees transfers on the blockchain. All that a transfer tells is the number of a payment, and that is enough to find the
/// journey in which the payment was made, and to go on with it.
/// </summary>
internal sealed class PaymentWatcher(
    ITonNetwork ton,
    TonPayments payments,
    SequenceLog sequences,
    PaymentConfirmation confirmation,
    PostQueue posts,
    IOutbox outbox,
    TimeProvider time) : BackgroundService
{
    private const int Attempts = 3;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(150);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Parallel.ForEachAsync(
            ton.IncomingAsync(stoppingToken),
            new ParallelOptions { CancellationToken = stoppingToken, MaxDegreeOfParallelism = 8 },
            async (transfer, cancellationToken) => await FollowAsync(transfer, cancellationToken));
        posts.Close();
    }

    private async Task FollowAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindJourneyAsync(transfer.Comment, cancellationToken) is not { } id
                || payments.Take(transfer.Comment) is not { } payment)
            {
                Log.Warning("Nobody waits for {Amount} TON with the comment {Comment}", transfer.Amount, transfer.Comment);
                return;
            }

            using (sequences.Resume(id))
            {
                Log.Information("{StepName}: {Amount:0.##} {Currency}", "Payment_Step_2_PaymentDetected", transfer.Amount, "TON");
            }

            if (await VerifyAsync(id, transfer, payment, cancellationToken))
            {
                await sequences.RunAsync(id, () => confirmation.ConfirmAsync(payment, transfer.Hash, cancellationToken));
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Error(e, "Transfer {TransactionHash} could not be followed: {Reason}", transfer.Hash, e.Message);
        }
    }

    /// <summary>The newest journey that is linked to the payment.</summary>
    private async Task<SequenceId?> FindJourneyAsync(string number, CancellationToken cancellationToken) =>
        ComponentQuery.TryParse($"payments:{number}", out var payment)
        && await sequences.FindSequencesByComponentAsync(payment, limit: 1, cancellationToken) is [var journey]
            ? journey.SequenceId
            : null;

    private async Task<bool> VerifyAsync(
        SequenceId id, Transfer transfer, Payment payment, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                return await sequences.RunAsync(id, () => CheckAsync(transfer, payment, cancellationToken));
            }
            catch (TimeoutException e)
            {
                // Here the scope has ended, but the exception carries its id: this line is a failed step of that journey.
                Log.Error(
                    e, "{StepName} failed, attempt {Attempt}: {Reason}", "Payment_Step_3_PaymentVerified", attempt, e.Message);
                await Task.Delay(RetryDelay * attempt, time, cancellationToken);
            }
        }

        sequences.Fail(id, $"payment {payment.Number} could not be verified in {Attempts} attempts");
        return false;
    }

    private async Task<bool> CheckAsync(Transfer transfer, Payment payment, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var confirmations = await ton.ConfirmationsAsync(transfer, cancellationToken);
        var durationMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (transfer.Amount >= payment.Price)
        {
            Log.Information(
                "{StepName}: {Confirmations} confirmations, asked for {DurationMs:0} ms",
                "Payment_Step_3_PaymentVerified",
                confirmations,
                durationMs);
            return true;
        }

        // An Error makes the step a failed one.
        Log.Error(
            "{StepName}: {Amount:0.##} of {Price:0.##} {Currency}, asked for {DurationMs:0} ms",
            "Payment_Step_3_PaymentVerified",
            transfer.Amount,
            payment.Price,
            "TON",
            durationMs);
        await outbox.SendAsync(new Letter(payment.Chat, "That was too little. Please ask our support."), cancellationToken);
        return false;
    }
}
