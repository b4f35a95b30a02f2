using AdBot.Payments;
using SequenceLogging.Context;
using Serilog;
using WebBot.Webhook;

namespace WebBot.Payments;

/// <summary>
/// Where the payment service reports. It is believed about the sequence (UseSequenceScope), so what is logged here is in the journey of
/// the user who paid, and no code of ours had to look for that.
/// </summary>
internal static class PaymentReports
{
    public const string Path = "/payments";

    public const string SecretHeader = "X-Payment-Secret";

    public static void MapPaymentReports(this IEndpointRouteBuilder endpoints, SecretToken secret) =>
        endpoints.MapPost(
            Path,
            async (ChargeReport report, HttpRequest request, IEnumerable<ServicePayments> methods, PaymentConfirmation confirmation, CancellationToken cancellationToken) =>
                !secret.IsIn(request, SecretHeader) ? Results.Unauthorized()
                : methods.Select(m => m.Take(report.Number)).FirstOrDefault(p => p is not null) is not { } payment ? Results.NotFound()
                : await FollowAsync(report, payment, confirmation, cancellationToken));

    private static async Task<IResult> FollowAsync(
        ChargeReport report, Payment payment, PaymentConfirmation confirmation, CancellationToken cancellationToken)
    {
        Log.Information("{StepName}: {Amount:0.##} {Currency}", "Payment_Step_2_PaymentDetected", report.Amount, report.Currency);
        if (report is not { Declined: null, Transaction: { } transaction })
        {
            // An Error makes the step a failed one.
            Log.Error("{StepName}: declined, {DeclineReason}", "Payment_Step_3_PaymentVerified", report.Declined ?? "no transaction");
            SequenceScope.Current?.Fail($"payment {payment.Number} was declined");
            return Results.Ok();
        }

        Log.Information("{StepName} by the payment service", "Payment_Step_3_PaymentVerified");
        await confirmation.ConfirmAsync(payment, transaction, cancellationToken);
        return Results.Ok();
    }
}
