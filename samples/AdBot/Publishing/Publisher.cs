using System.Diagnostics;
using AdBot.Outbox;
using AdBot.Updates;
using Microsoft.Extensions.Hosting;
using SequenceLogging;
using SequenceLogging.Context;
using Serilog;

namespace AdBot.Publishing;

/// <summary>Brings posts into their channels, each within the journey that it belongs to.</summary>
internal sealed class Publisher(
    PostQueue posts, SequenceLog sequences, IOutbox outbox, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var post in posts.TakeAsync(stoppingToken))
        {
            using var scope = Enter(post);
            if (await PublishAsync(post, stoppingToken) && post.IsLast)
            {
                scope.Complete();
                await TellAsync(post, stoppingToken);
            }
        }

        lifetime.StopApplication(); // The recording is over, and all that came of it is done.
    }

    private SequenceScope Enter(Post post) =>
        SequenceReference.TryParse(post.SequenceId, out var sequence) ? sequences.Resume(sequence) : SequenceLog.Suppress();

    private async Task<bool> PublishAsync(Post post, CancellationToken cancellationToken)
    {
        try
        {
            Log.Information("{StepName}: {PostId} to {Channel}", "Publish_Step_1_SendToChannel", post.PostId, post.Channel);
            var start = Stopwatch.GetTimestamp();
            var sent = await outbox.SendAsync(new Letter(post.Channel, post.Text, post.Photo), cancellationToken);
            Log.Information(
                "{StepName}: {LinkComponent} in {DurationMs:0} ms",
                "Publish_Step_2_Published",
                $"published_messages:message:{post.Channel}:{sent.MessageId}",
                Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            return Verify(post, sent);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Error(e, "{StepName}: {PostId} failed: {Reason}", "Publish_Step_1_SendToChannel", post.PostId, e.Message);
            return false;
        }
    }

    private async Task TellAsync(Post post, CancellationToken cancellationToken)
    {
        try
        {
            await outbox.SendAsync(new Letter(post.Customer, "Your ad is out."), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Warning(e, "The customer could not be told: {Reason}", e.Message); // He may have blocked the bot.
        }
    }

    /// <summary>Telegram answers with the message as it keeps it.</summary>
    private static bool Verify(Post post, Message sent)
    {
        var isThere = string.Equals($"@{sent.Chat.Username}", post.Channel, StringComparison.OrdinalIgnoreCase)
            && (sent.Text ?? sent.Caption) == post.Text;
        Log.Write(
            isThere ? Serilog.Events.LogEventLevel.Information : Serilog.Events.LogEventLevel.Error,
            "{StepName}: {PostId} is {PostState}",
            "Publish_Step_3_Verified",
            post.PostId,
            isThere ? "there" : "not there as it was sent");
        return isThere;
    }
}
