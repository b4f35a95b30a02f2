namespace WebBot.Payments;

/// <summary>The client of the service that takes payments by card and in Telegram's Stars.</summary>
/// <param name="clients">Makes clients that tell the service the current sequence.</param>
/// <param name="address">Where charges go.</param>
internal sealed class PaymentService(IHttpClientFactory clients, Func<Uri> address)
{
    public const string Client = "payments";

    /// <exception cref="HttpRequestException">The service cannot be reached, or refuses.</exception>
    public async Task ChargeAsync(Charge charge)
    {
        using var http = clients.CreateClient(Client);
        using var response = await http.PostAsJsonAsync(address(), charge);
        response.EnsureSuccessStatusCode();
    }
}

/// <summary>What the service is to collect.</summary>
internal sealed record Charge(string Number, decimal Amount, string Currency);

/// <summary>What became of a charge.</summary>
/// <param name="Number">As <c>CP5768</c>.</param>
/// <param name="Amount">What was paid.</param>
/// <param name="Currency">What in.</param>
/// <param name="Transaction">What proves it; null where it was declined.</param>
/// <param name="Declined">Why it was declined; null where it was not.</param>
internal sealed record ChargeReport(string Number, decimal Amount, string Currency, string? Transaction, string? Declined);
