using SequenceLogging.Context;
using Serilog;
using WebBot.Payments;

namespace WebBot.Demo;

/// <summary>
/// The payment service, pretended in this process. All that it knows of the journey is what came in the header with the charge, and
/// that it gives back with its report.
/// </summary>
internal sealed class PretendBank(
    IHttpClientFactory clients, OwnAddress bot, WebBotSettings settings, Dice dice, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public const string Client = "bank";

    private static readonly string[] Refusals = ["insufficient funds", "insufficient funds", "card expired", "3-D Secure was not passed"];

    public void Take(Charge charge, string? sequence)
    {
        if (!dice.Chance(0.05)) // Some never confirm it.
        {
            _ = ReportAsync(charge, sequence);
        }
    }

    private async Task ReportAsync(Charge charge, string? sequence)
    {
        try
        {
            await Task.Delay(dice.About(1), time, lifetime.ApplicationStopping);
            var report = dice.Chance(0.12)
                ? new ChargeReport(charge.Number, charge.Amount, charge.Currency, null, dice.Pick(Refusals))
                : new ChargeReport(charge.Number, charge.Amount, charge.Currency, $"tx-{charge.Number}", null);
            using var request = new HttpRequestMessage(HttpMethod.Post, bot.Of(PaymentReports.Path)) { Content = JsonContent.Create(report) };
            request.Headers.Add(PaymentReports.SecretHeader, settings.Secret.Text);
            if (sequence is not null)
            {
                request.Headers.Add(SequenceCarrier.HeaderName, sequence);
            }

            using var http = clients.CreateClient(Client);
            using var response = await http.SendAsync(request, lifetime.ApplicationStopping);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                Log.Warning("The pretended bank could not report {Payment}: {Reason}", charge.Number, e.Message);
            }
        }
    }
}
