using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using AdBot;
using WebBot.Webhook;

namespace WebBot;

/// <summary>What can be set from outside, beside what AdBot's settings say. A class, so that nothing prints its secret.</summary>
internal sealed class WebBotSettings
{
    private const string Usage =
        """
        WebBot [--demo] [--rate USERS] [--seed NUMBER] [--store FILE] [--urls URL]

          --demo           users that are made up, until Ctrl+C; the dashboard is open to this machine
          --rate USERS     how many of them come in a second; default 1, up to 100
          --seed NUMBER    whose doings they repeat; default 1
          --store FILE     where the sequences are kept; default SEQLOG_STORE, else sequences.db
          --urls URL       where it listens; default ASPNETCORE_URLS, else http://localhost:5080

        TELEGRAM_WEBHOOK_SECRET   what Telegram was told as secret_token; needed unless --demo is given
        TELEGRAM_BOT_TOKEN        sends the answers by this bot; without it, and with --demo, none is sent
        TELEGRAM_API_URL, SEQ_URL, SEQ_API_KEY, OTEL_EXPORTER_OTLP_ENDPOINT   as for AdBot
        """;

    public required BotSettings Bot { get; init; }

    public required bool IsDemo { get; init; }

    /// <summary>New users in a second.</summary>
    public required double Rate { get; init; }

    public required int Seed { get; init; }

    public required string Urls { get; init; }

    public required SecretToken Secret { get; init; }

    public static bool TryRead(
        string[] args,
        Func<string, string?> environment,
        [NotNullWhen(true)] out WebBotSettings? settings,
        [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        var (isDemo, rate, seed) = (false, 1.0, 1);
        var urls = Setting("ASPNETCORE_URLS") ?? "http://localhost:5080";
        var others = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[i + 1] : null;
            switch (args[i])
            {
                case "--demo": isDemo = true; continue;
                case "--rate" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out rate) && rate is > 0 and <= 100: break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seed): break;
                case "--urls" when value is not null: urls = value; break;
                case "--store" when value is not null: others.AddRange([args[i], value]); break;
                default: return Refuse($"\"{args[i]}{(value is null ? "" : $" {value}")}\" is not understood.", out problem);
            }

            i++;
        }

        // Made-up users must not be written to by a real bot.
        if (!BotSettings.TryRead(
            [.. others], name => isDemo && name == "TELEGRAM_BOT_TOKEN" ? null : environment(name), out var bot, out problem, Usage))
        {
            return false;
        }

        var secret = Setting("TELEGRAM_WEBHOOK_SECRET") ?? (isDemo ? RandomNumberGenerator.GetHexString(64, lowercase: true) : null);
        if (!SecretToken.TryParse(secret, out var token))
        {
            return Refuse(
                secret is null
                    ? "TELEGRAM_WEBHOOK_SECRET is not set: anybody could play Telegram. Set it to what setWebhook was told as secret_token, or try --demo."
                    : "TELEGRAM_WEBHOOK_SECRET is not of the form that setWebhook takes: 1 to 256 of the characters A-Z a-z 0-9 _ -.",
                out problem);
        }

        settings = new WebBotSettings { Bot = bot, IsDemo = isDemo, Rate = rate, Seed = seed, Urls = urls, Secret = token };
        return true;

        string? Setting(string name) => environment(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        static bool Refuse(string why, out string problem)
        {
            problem = $"{why}{Environment.NewLine}{Environment.NewLine}{Usage}";
            return false;
        }
    }
}
