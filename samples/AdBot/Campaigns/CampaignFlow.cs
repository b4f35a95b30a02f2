using AdBot.Outbox;
using AdBot.Payments;
using AdBot.Publishing;
using SequenceLogging.Context;
using Serilog;

namespace AdBot.Campaigns;

/// <summary>Makes a campaign of a paid ad, and hands its posts to the publisher.</summary>
internal sealed class CampaignFlow(PostQueue posts, IOutbox outbox)
{
    public async Task CreateAsync(Payment payment, CancellationToken cancellationToken)
    {
        var ad = payment.Content;
        var campaign = FormattableString.Invariant($"CAM-{ad.SentAt:yyyy-MM}-{ad.Tag ?? $"{ad.Ad}"}");
        Log.Information(
            "{StepName}: {LinkComponent}", "Campaign_Step_1_CreateCampaign", $"campaigns:campaign:{campaign}");

        var identity = $"POST-{ad.Ad}";
        Log.Information("{StepName}: {LinkComponent}", "Campaign_Step_2_PostIdentity", $"post_identity:post:{identity}");

        Log.Information(
            "{StepName}: {PostCount} posts, {Days} days", "Campaign_Step_3_SchedulePosts", payment.Channels.Count, payment.Days);
        await outbox.SendAsync(new Letter(payment.Chat, $"Your campaign {campaign} begins."), cancellationToken);
        Log.Information("{StepName}: {CampaignId}", "Campaign_Step_4_CampaignActive", campaign);

        // A post takes the id along as text. Nothing else is needed to go on with the journey: not this process, not today.
        var sequenceId = SequenceScope.Current?.ToString();
        foreach (var (index, channel) in payment.Channels.Index())
        {
            var isLast = index + 1 == payment.Channels.Count;
            posts.Add(new Post($"{identity}-{index + 1}", sequenceId, channel, ad.Text, ad.Photo, payment.Chat, isLast));
        }
    }
}
