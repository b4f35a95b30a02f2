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
        services
            .AddSingleton(sequences)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<UserFlow>()
            .AddSingleton<CreateAdFlow>()
            .AddSingleton<UpdateHandler>()
            .AddSingleton<UserLanes>()
            .AddSingleton<TonPayments>()
            .AddSingleton<ITonNetwork, PretendTon>()
            .AddSingleton<CampaignFlow>()
            .AddSingleton<PostQueue>()
            .AddHostedService<UpdateReceiver>()
            .AddHostedService<PaymentWatcher>()
            .AddHostedService<Publisher>();

        if (settings.IsRecorded)
        {
            services
                .AddSingleton<IUpdateSource>(RecordedUpdates.Open(settings.Recording))
                .AddSingleton<IOutbox, DryOutbox>();
        }
        else
        {
            services
                .AddSingleton(BotApiClient.Open(settings.TelegramApi, settings.Token))
                .AddSingleton<IUpdateSource, LongPolling>()
                .AddSingleton<IOutbox, TelegramOutbox>();
        }
    }

    /// <summary>Whether a background service ended with an exception: the host stops then, but does not say so.</summary>
    public static bool HasFailed(this IHost host) =>
        host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(s => s.ExecuteTask is { IsFaulted: true });
}
