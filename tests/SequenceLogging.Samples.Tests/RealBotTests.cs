using System.Text.Json.Nodes;

namespace SequenceLogging.Samples.Tests;

/// <summary>The bot as it serves Telegram, against a Bot API server on this machine.</summary>
public sealed class RealBotTests : IDisposable
{
    private const string Token = "7340051288:AAH-not-a-true-token_0123456789";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task TheRecordedUsersAreServedOverHttpUntilTheTokenIsRefused()
    {
        await using var telegram = new FakeTelegram(Recorded(), lastUser: "566158428");

        var run = await RunAsync(telegram.Address);

        // All of Ann's is out; she has the longest way, through a payment that is verified at the second attempt.
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("getUpdates was refused: 401 Unauthorized. Check TELEGRAM_BOT_TOKEN.", run.Output);
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("sequences.db")));
        var ann = Assert.Single(await sequences.FindSequencesByComponentAsync(
            ComponentQuery.Parse("payments:TE5768"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((SequenceStatus.Completed, 25), (ann.Status, ann.StepCount));
    }

    [Fact]
    public async Task EachQuestionConfirmsTheUpdatesThatWereGiven()
    {
        await using var telegram = new FakeTelegram(Recorded(), lastUser: "566158428");

        await RunAsync(telegram.Address);

        var offsets = telegram.CallsOf("getUpdates").Select(c => (long)c["offset"]!).ToArray();
        Assert.Equal(0, offsets[0]);
        Assert.Equal(offsets.Order(), offsets);
        Assert.Equal(Recorded().Max(u => (long)u["update_id"]!) + 1, offsets[^1]);
        Assert.All(telegram.CallsOf("getUpdates"), c => Assert.Equal(25, (int)c["timeout"]!));
    }

    [Fact]
    public async Task RepliesBringTheirButtonsAndPostsTheirPhoto()
    {
        await using var telegram = new FakeTelegram(Recorded(), lastUser: "566158428");

        await RunAsync(telegram.Address);

        var welcome = telegram.CallsOf("sendMessage").First(c => (string)c["chat_id"]! == "566158428");
        Assert.Equal("lang:en", (string?)welcome["reply_markup"]!["inline_keyboard"]![0]![0]!["callback_data"]);
        var post = telegram.CallsOf("sendPhoto").First(c => (string)c["chat_id"]! == "@i3lani");
        Assert.Equal("AgACAgIAAxkBAAIB87x", (string?)post["photo"]);
        Assert.Equal("Warm bread every morning from six. #TEST", (string?)post["caption"]);
        var pressed = Recorded().Count(u => u["callback_query"] is not null);
        Assert.Equal(pressed, telegram.CallsOf("answerCallbackQuery").Count());
    }

    [Fact]
    public async Task TheTokenIsInNoLogAndNoOutput()
    {
        await using var telegram = new FakeTelegram(Recorded(), lastUser: "566158428");

        var run = await RunAsync(telegram.Address);

        Assert.All(telegram.Calls, c => Assert.StartsWith($"/bot{Token}/", c.Path));
        var logs = string.Concat(Directory.GetFiles(_folder.File("logs")).Select(File.ReadAllText));
        Assert.Contains("User_Flow_1_Start", logs);
        Assert.DoesNotContain(Token[11..], logs + run.Output + run.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private Task<AdBotRun> RunAsync(string api) => AdBotRun.StartAsync(
        new Dictionary<string, string> { ["TELEGRAM_BOT_TOKEN"] = Token, ["TELEGRAM_API_URL"] = api },
        "--store",
        _folder.File("sequences.db"));

    private static JsonNode[] Recorded() =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "updates.json")))!["result"]!.AsArray()!];
}
