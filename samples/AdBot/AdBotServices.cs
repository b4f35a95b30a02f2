using AdBot.BotApi;
using AdBot.Campaigns;
using AdBot.Flows;
using AdBot.Outbox;
using AdBot.Payments;
using AdBot.Publishing;
using AdBot.Updates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SequenceLogging;

namespace AdBot;

/// <summary>What the bot is made of.</summary>
internal static class AdBotServices
{
    public static void AddAdBot(this IServiceCollection services, BotSettings settings, SequenceLog sequences)
    {
        services.AddFlows(sequences).AddSingleton<ITonNetwork, PretendTon>();
        if (settings.IsRecorded)
        {
            services
                .AddSingleton<IUpdateSource>(RecordedUpdates.Open(settings.Recording))
                .AddSingleton<IOutbox, DryOutbox>();
        }
        else
        {
            services.AddTelegram(settings).AddSingleton<IUpdateSource, LongPolling>();
        }
    }

    /// <summary>What every form of the bot is made of. Where updates come from, and where letters and money go, is not in it.</summary>
    public static IServiceCollection AddFlows(this IServiceCollection services, SequenceLog sequences) =>
        services
            .AddSingleton(sequences)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<UserFlow>()
            .AddSingleton<CreateAdFlow>()
            .AddSingleton<UpdateHandler>()
            .AddSingleton<UserLanes>()
            .AddSingleton<TonPayments>()
            .AddSingleton<IPaymentMethod>(provider => provider.GetRequiredService<TonPayments>())
            .AddSingleton<PaymentConfirmation>()
            .AddSingleton<CampaignFlow>()
            .AddSingleton<PostQueue>()
            // They are stopped in reverse: the one that takes updates first, so that the others still see what came of them.
            .AddHostedService<Publisher>()
            .AddHostedService<PaymentWatcher>()
            .AddHostedService<UpdateReceiver>();

    /// <summary>Letters go to Telegram. There must be a token.</summary>
    public static IServiceCollection AddTelegram(this IServiceCollection services, BotSettings settings) =>
        services
            .AddSingleton(BotApiClient.Open(settings.TelegramApi, settings.Token!, TimeProvider.System))
            .AddSingleton<IOutbox, TelegramOutbox>();

    /// <summary>Runs the host until it stops.</summary>
    /// <returns>Whether all services ended well. When one of them throws, the host stops, but does not say so.</returns>
    public static async Task<bool> RunToEndAsync(this IHost host)
    {
        BackgroundService[] services = [.. host.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
        await host.RunAsync();
        return services.All(s => s.ExecuteTask is not { IsFaulted: true });
    }
}
