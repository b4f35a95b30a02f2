using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SequenceLogging;

namespace AdBot;

/// <summary>What can be set from outside. A class and not a record: a record would print the token with the rest.</summary>
internal sealed partial class BotSettings
{
    private const string Usage =
        """
        AdBot [--store FILE] [--updates FILE]

          --store FILE     where the sequences are kept; default SEQLOG_STORE, else sequences.db
          --updates FILE   plays this recording, an answer of the Bot API's getUpdates; default the one of the sample

        TELEGRAM_BOT_TOKEN   serves a real bot by long polling, unless --updates is given
        TELEGRAM_API_URL     a Bot API server of your own; default https://api.telegram.org
        SEQ_URL, SEQ_API_KEY sends the log to Seq too, as http://localhost:5341
        OTEL_EXPORTER_OTLP_ENDPOINT   sends it to any other OpenTelemetry backend, as http://localhost:4318
        """;

    public required string Store { get; init; }

    public required string Recording { get; init; }

    public required string? Token { get; init; }

    public required Uri TelegramApi { get; init; }

    public required Uri? SeqUrl { get; init; }

    public required string? SeqApiKey { get; init; }

    public required Uri? OtlpUrl { get; init; }

    /// <summary>The folder of the log files: beside the store.</summary>
    public string Logs => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Store))!, "logs");

    [MemberNotNullWhen(false, nameof(Token))]
    public bool IsRecorded => Token is null;

    public static bool TryRead(
        string[] args,
        Func<string, string?> environment,
        [NotNullWhen(true)] out BotSettings? settings,
        [NotNullWhen(false)] out string? problem,
        string usage = Usage)
    {
        settings = null;
        string? store = null, recording = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[i + 1] : null;
            switch (args[i])
            {
                case "--store" when value is not null: store = value; break;
                case "--updates" when value is not null: recording = value; break;
                default: return Refuse($"\"{args[i]}\" is not understood, or misses its value.", out problem);
            }
        }

        store ??= Setting("SEQLOG_STORE") ?? SqliteSequenceLogExtensions.DefaultPath;
        if (store.Contains("://", StringComparison.Ordinal) || store.StartsWith("litedb:", StringComparison.Ordinal))
        {
            return Refuse($"The store \"{store}\" is not a SQLite file, and this bot knows no other. Name a file.", out problem);
        }

        var token = recording is null ? Setting("TELEGRAM_BOT_TOKEN") : null;
        if (token is not null && !TokenShape().IsMatch(token))
        {
            return Refuse("TELEGRAM_BOT_TOKEN is not of the form 123456:ABC-def that @BotFather gives.", out problem);
        }

        if (!TryReadUrl("TELEGRAM_API_URL", "https://api.telegram.org", out var telegramApi, out problem)
            || !TryReadUrl("SEQ_URL", "http://localhost:5341", out var seqUrl, out problem)
            || !TryReadUrl("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318", out var otlpUrl, out problem))
        {
            return false;
        }

        settings = new BotSettings
        {
            Store = store,
            Recording = recording ?? Path.Combine(AppContext.BaseDirectory, "updates.json"),
            Token = token,
            TelegramApi = telegramApi ?? new Uri("https://api.telegram.org"),
            SeqUrl = seqUrl,
            SeqApiKey = Setting("SEQ_API_KEY"),
            OtlpUrl = otlpUrl,
        };
        problem = null;
        return true;

        bool TryReadUrl(string name, string example, out Uri? url, [NotNullWhen(false)] out string? problem)
        {
            url = null;
            problem = null;
            return Setting(name) is not { } text
                || (Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme.StartsWith("http", StringComparison.Ordinal))
                || Refuse($"{name} is \"{text}\"; write it as {example}.", out problem);
        }

        bool Refuse(string why, out string problem)
        {
            problem = $"{why}{Environment.NewLine}{Environment.NewLine}{usage}";
            return false;
        }

        string? Setting(string name) => environment(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    [GeneratedRegex("^[0-9]+:[A-Za-z0-9_-]+$")]
    private static partial Regex TokenShape();
}
