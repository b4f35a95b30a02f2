using System.Diagnostics;
using AdBot.Outbox;
using AdBot.Updates;
using Serilog;

namespace AdBot.Flows;

/// <summary>Welcome, language, main menu.</summary>
internal sealed class UserFlow(IOutbox outbox)
{
    private static readonly Button[] Languages =
        [new("English", "lang:en"), new("Русский", "lang:ru"), new("العربية", "lang:ar")];

    public async Task StartAsync(User user, Conversation talk)
    {
        talk.Draft = null;
        Log.Information("{StepName} in {TelegramLanguage}", "User_Flow_1_Start", user.LanguageCode ?? "an unknown language");
        await outbox.SendAsync(new Letter(talk.Chat, "Welcome! Choose your language.", Buttons: Languages));
    }

    public async Task<bool> SelectLanguageAsync(string language, Conversation talk)
    {
        if (!Languages.Any(button => button.CallbackData == $"lang:{language}"))
        {
            return false;
        }

        Log.Information("{StepName}: {Language}", "User_Flow_2_LanguageSelect", language);
        var start = Stopwatch.GetTimestamp();
        await outbox.SendAsync(new Letter(talk.Chat, "What shall we do?", Buttons: [new("New ad", "ad:new")]));
        Log.Information(
            "{StepName} shown in {DurationMs:0} ms",
            "User_Flow_3_MainMenu",
            Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return true;
    }
}
