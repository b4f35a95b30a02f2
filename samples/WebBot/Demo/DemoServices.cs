using AdBot.Outbox;
using AdBot.Payments;
using SequenceLogging.Context;
using WebBot.Payments;

namespace WebBot.Demo;

/// <summary>Everything that is only there with <c>--demo</c>.</summary>
internal static class DemoServices
{
    private const string Charges = "/bank/charges";

    public static void AddDemo(this IServiceCollection services, WebBotSettings settings)
    {
        services
            .AddSingleton(settings)
            .AddSingleton(new Dice(settings.Seed))
            .AddSingleton<OwnAddress>()
            .AddSingleton<DryOutbox>()
            .AddSingleton<IOutbox, MoodyOutbox>()
            .AddSingleton<ITonNetwork, MoodyTon>()
            .AddSingleton<PretendBank>()
            .AddSingleton<PretendTelegram>()
            .AddHostedService<DemoTraffic>();

        services.AddHttpClient(PretendTelegram.Client);
        services.AddHttpClient(PretendBank.Client);

        // This one tells the service which sequence a charge belongs to. No other client does, and no other host is told.
        services.AddHttpClient(PaymentService.Client).AddSequenceHeader(o => o.Hosts.Add(OwnAddress.Host));
        services.AddSingleton(provider => new PaymentService(
            provider.GetRequiredService<IHttpClientFactory>(), () => provider.GetRequiredService<OwnAddress>().Of(Charges)));
        AddMethod(services, "Card", "EUR", rate: 2.6m);
        AddMethod(services, "Stars", "XTR", rate: 160m);
    }

    public static void MapPretendBank(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Charges, (Charge charge, HttpRequest request, PretendBank bank) =>
        {
            bank.Take(charge, request.Headers[SequenceCarrier.HeaderName]);
            return Results.Accepted();
        });

    private static void AddMethod(IServiceCollection services, string name, string currency, decimal rate)
    {
        services.AddKeyedSingleton(
            name, (provider, _) => new ServicePayments(provider.GetRequiredService<PaymentService>(), name, currency, rate));
        services.AddSingleton(provider => provider.GetRequiredKeyedService<ServicePayments>(name));
        services.AddSingleton<IPaymentMethod>(provider => provider.GetRequiredKeyedService<ServicePayments>(name));
    }
}
