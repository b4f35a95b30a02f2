using AdBot;
using AdBot.Outbox;
using AdBot.Payments;
using AdBot.Updates;
using SequenceLogging;
using SequenceLogging.Context;
using WebBot.Demo;
using WebBot.Payments;
using WebBot.Webhook;

namespace WebBot;

/// <summary>AdBot's flows behind a webhook, with the dashboard of their journeys beside it.</summary>
internal static class WebBotServices
{
    private const string Dashboard = "/sequences";

    /// <summary>Makes the application; it logs by <see cref="Serilog.Log"/>.</summary>
    public static WebApplication Build(WebBotSettings settings, SequenceLog sequences)
    {
        // What is made up is for this machine, where the dashboard is open in Development.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = settings.IsDemo ? Environments.Development : null,
        });
        builder.WebHost.UseUrls(settings.Urls);
        Serilog.SerilogLoggingBuilderExtensions.AddSerilog(builder.Logging.ClearProviders());
        builder.Services
            .AddFlows(sequences)
            .AddSingleton<WebhookUpdates>()
            .AddSingleton<IUpdateSource>(provider => provider.GetRequiredService<WebhookUpdates>())
            .AddHealthChecks().AddSequenceLogging();
        AddSurroundings(builder.Services, settings);

        var app = builder.Build();
        app.UseSequenceScope(o =>
        {
            // Telegram knows no sequences. The payment service does, and is ours; strangers lack its secret.
            o.Trust = CarrierTrust.Header;
            o.TrustRequest = http => settings.Secret.IsIn(http.Request, PaymentReports.SecretHeader);
        });
        app.MapTelegramWebhook(settings.Secret);
        app.MapPaymentReports(settings.Secret);
        app.MapHealthChecks("/health");
        app.MapSequenceDashboard(Dashboard, o =>
        {
            o.Title = "WebBot";
            if (settings.IsDemo)
            {
                // Made-up users wait for seconds where others wait for hours.
                (o.Stuck.LeastWait, o.StuckServesFor) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
            }
        });
        if (settings.IsDemo)
        {
            app.MapPretendBank();
        }

        return app;
    }

    /// <summary>Where to look, when it runs.</summary>
    public static string DashboardOf(WebApplication app) => $"{app.Urls.First()}{Dashboard}/";

    private static void AddSurroundings(IServiceCollection services, WebBotSettings settings)
    {
        if (settings.IsDemo)
        {
            services.AddDemo(settings);
            return;
        }

        services.AddSingleton<ITonNetwork, PretendTon>();
        if (settings.Bot.IsRecorded)
        {
            services.AddSingleton<IOutbox, DryOutbox>();
        }
        else
        {
            services.AddTelegram(settings.Bot);
        }
    }
}
