using System.Net;
using System.Text;
using AdBot.BotApi;
using AdBot.Updates;

namespace SequenceLogging.Samples.Tests;

public class LongPollingTests
{
    private const string TwoUpdates =
        """{"ok":true,"result":[{"update_id":41,"message":{"message_id":1,"chat":{"id":5,"type":"private"},"date":1}},{"update_id":42}]}""";

    private readonly HurriedTime _time = new();

    [Fact]
    public async Task WhatPassesIsWaitedFor()
    {
        using var server = new ScriptedServer(
            (502, "<html>Bad Gateway</html>"),
            (409, """{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}"""),
            (429, """{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":17}}"""),
            (200, TwoUpdates));

        Assert.Equal([41, 42], await ReadAsync(server, count: 2));
        Assert.Equal([1.0, 2.0, 17.0], _time.Pauses);
    }

    [Fact]
    public async Task ThePauseNeverGrowsBeyondAMinute()
    {
        using var server = new ScriptedServer([.. Enumerable.Repeat((500, ""), 9), (200, TwoUpdates)]);

        await ReadAsync(server, count: 1);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], _time.Pauses);
    }

    [Theory]
    [InlineData(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""")]
    [InlineData(404, "")]
    public async Task AWrongTokenIsNot(int status, string body)
    {
        using var server = new ScriptedServer((status, body));

        var refusal = await Assert.ThrowsAsync<BotApiException>(() => ReadAsync(server, count: 1));

        Assert.Contains("Check TELEGRAM_BOT_TOKEN", refusal.Message);
        Assert.DoesNotContain("secret", refusal.ToString());
    }

    [Fact]
    public async Task AtTheEndTheLastUpdatesAreConfirmed()
    {
        using var server = new ScriptedServer((200, TwoUpdates), (200, """{"ok":true,"result":[]}"""));
        using var stop = new CancellationTokenSource();
        var polling = new LongPolling(Client(server), _time);

        await foreach (var update in polling.ReadAsync(stop.Token))
        {
            if (update.UpdateId == 42)
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal(2, server.Bodies.Count);
        Assert.Contains("\"offset\":43,\"timeout\":0", server.Bodies[1]);
    }

    private async Task<List<long>> ReadAsync(ScriptedServer server, int count)
    {
        var ids = new List<long>();
        await foreach (var update in new LongPolling(Client(server), _time).ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(update.UpdateId);
            if (ids.Count == count)
            {
                break;
            }
        }

        return ids;
    }

    private static BotApiClient Client(ScriptedServer server) =>
        BotApiClient.Open(new Uri("https://telegram.example"), "1:secret", TimeProvider.System, server);

    /// <summary>Answers as it was told, in order.</summary>
    private sealed class ScriptedServer(params (int Status, string Body)[] answers) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, body) = answers[Bodies.Count];
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
