using System.Net.Http.Headers;
using System.Text;
using WebBot;
using WebBot.Webhook;
using Microsoft.AspNetCore.Builder;
using Serilog;
using Serilog.Core;

namespace SequenceLogging.Samples.Tests.Web;

/// <summary>The bot behind its webhook, in this process, with a store of its own and no made-up users.</summary>
internal sealed class RunningWebBot : IAsyncDisposable
{
    public const string Secret = "a-secret_1";

    private readonly WebApplication _app;
    private readonly Logger _logger;

    private RunningWebBot(WebApplication app, SequenceLog sequences, Logger logger)
    {
        (_app, Sequences, _logger) = (app, sequences, logger);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public SequenceLog Sequences { get; }

    public HttpClient Client { get; }

    public static async Task<RunningWebBot> StartAsync(TempFolder folder)
    {
        var environment = new Dictionary<string, string> { ["TELEGRAM_WEBHOOK_SECRET"] = Secret };
        Assert.True(
            WebBotSettings.TryRead(
                ["--store", folder.File("sequences.db"), "--urls", "http://127.0.0.1:0"],
                environment.GetValueOrDefault,
                out var settings,
                out var problem),
            problem);
        var sequences = SequenceLog.Open(o => o.UseSqlite(settings.Bot.Store));
        var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
        Log.Logger = logger;
        var app = WebBotServices.Build(settings, sequences);
        await app.StartAsync();
        return new RunningWebBot(app, sequences, logger);
    }

    public Task<HttpResponseMessage> BringAsync(string body, params string[] secrets) => BringAsync(Encoding.UTF8.GetBytes(body), secrets);

    public async Task<HttpResponseMessage> BringAsync(byte[] body, params string[] secrets)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TelegramWebhook.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var secret in secrets)
        {
            request.Headers.TryAddWithoutValidation(SecretToken.TelegramHeader, secret);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>An update as Telegram writes it: somebody says /start.</summary>
    public static string Start(long update, long user) =>
        $$"""
        {
          "update_id": {{update}},
          "message": {
            "message_id": 61, "chat": {"id": {{user}}, "type": "private"}, "date": 1752138000, "text": "/start", "unknown_to_us": [{"a": null}],
            "from": {"id": {{user}}, "is_bot": false, "first_name": "ليلى 🌸", "language_code": "ar"}
          }
        }
        """;

    /// <summary>Ends as at Ctrl+C: what was taken is handled.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _logger.DisposeAsync();
        await Sequences.DisposeAsync();
    }
}
