using AdBot.Outbox;
using AdBot.Updates;
using SequenceLogging;
using SequenceLogging.Context;
using Serilog;

namespace AdBot.Flows;

/// <summary>Enters the journey of an update's user, and sends the update to the flow that it belongs to.</summary>
internal sealed class UpdateHandler(SequenceLog sequences, UserFlow user, CreateAdFlow createAd, IOutbox outbox)
{
    /// <summary>Never throws: what goes wrong is logged in the journey in which it went wrong.</summary>
    public async Task HandleAsync(Update update, Conversation talk)
    {
        var from = update.From!;
        var isStart = update.Message?.Text?.Split(' ', '@')[0] == "/start";
        using var scope = Enter(from, isStart);
        try
        {
            talk.Chat = $"{update.Message?.Chat.Id ?? from.Id}";
            if (isStart)
            {
                await user.StartAsync(from, talk);
                await AbandonOlderAsync(from, scope);
            }
            else if (!await RouteAsync(update, talk, scope))
            {
                Log.Information("Update {UpdateId} does not fit here", update.UpdateId);
                await outbox.SendAsync(new Letter(talk.Chat, "That does not fit here. /start begins anew."));
            }

            if (update.CallbackQuery is { } query)
            {
                await outbox.AnswerAsync(query);
            }
        }
        catch (Exception e)
        {
            Log.Error(e, "Update {UpdateId} could not be handled: {Reason}", update.UpdateId, e.Message);
        }
    }

    /// <summary>
    /// /start begins a journey, everything else goes on with the open one. Until the scope is disposed, all that is logged
    /// carries its id: here, in the flows, in whatever they call. Begin is not async, and on purpose: an async method cannot
    /// set the scope of its caller. A store that is down does not take the bot with it: the journey is pending then, and has its
    /// id when the store answers.
    /// </summary>
    private SequenceScope Enter(User from, bool isStart) => isStart
        ? sequences.Begin(from.Id, from.Name, from.LanguageCode)
        : sequences.BeginOrResume(from.Id, from.Name, from.LanguageCode);

    private Task<bool> RouteAsync(Update update, Conversation talk, SequenceScope scope)
    {
        if (update.Message is { } message)
        {
            return createAd.UploadAsync(message, talk);
        }

        var parts = (update.CallbackQuery?.Data ?? "").Split(':', 2);
        return (parts[0], parts[^1]) switch
        {
            ("lang", var language) => user.SelectLanguageAsync(language, talk),
            ("ad", "new") => createAd.StartAsync(talk),
            ("ad", "cancel") => CancelAsync(talk, scope),
            ("channel", var channel) => Task.FromResult(CreateAdFlow.AddChannel(channel, talk)),
            ("channels", "done") => createAd.SelectChannelsAsync(talk),
            ("days", var days) => createAd.SelectDurationAsync(days, talk),
            ("pay", var way) => createAd.PayAsync(way, talk),
            _ => Task.FromResult(false),
        };
    }

    /// <summary>Who says that he gives up has abandoned his journey. Who says nothing has not: his stays active.</summary>
    private async Task<bool> CancelAsync(Conversation talk, SequenceScope scope)
    {
        talk.Draft = null;
        scope.Abandon("cancelled by the user");
        await outbox.SendAsync(new Letter(talk.Chat, "Cancelled. /start begins anew."));
        return true;
    }

    /// <summary>Who starts again has given up what was open.</summary>
    private async Task AbandonOlderAsync(User from, SequenceScope scope)
    {
        if (scope.IsPending)
        {
            return; // The store is away, and could not tell what is open.
        }

        var known = await sequences.FindSequencesByUserAsync(from.Id);
        foreach (var older in known.Where(s => s.CompletedAt is null && s.SequenceId != scope.SequenceId))
        {
            sequences.Abandon(older.SequenceId, "the user started again");
        }
    }
}
