using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SequenceLogging.Samples.Tests;

/// <summary>
/// A Bot API server on this machine. It gives the updates that it has from the offset on, and refuses the token once it
/// has none left and has told this user that his ad is out: so a run of the bot comes to an end.
/// </summary>
internal sealed class FakeTelegram : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly IReadOnlyList<JsonNode> _updates;
    private readonly string _lastUser;
    private readonly Task _serving;
    private volatile bool _isOver;
    private long _messageId = 1000;

    public FakeTelegram(IEnumerable<JsonNode> updates, string lastUser)
    {
        _updates = [.. updates];
        _lastUser = lastUser;
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<(string Path, JsonNode Body)> Calls { get; } = new();

    public IEnumerable<JsonNode> CallsOf(string method) => Calls.Where(c => c.Path.EndsWith("/" + method)).Select(c => c.Body);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.InputStream))!;
        Calls.Enqueue((context.Request.Url!.AbsolutePath, body));
        var (status, answer) = context.Request.Url.Segments[^1] switch
        {
            "getUpdates" => await UpdatesAsync((long)body["offset"]!),
            "answerCallbackQuery" => (200, new { ok = true, result = true }),
            _ => (200, Sent(body)),
        };
        context.Response.StatusCode = status;
        await JsonSerializer.SerializeAsync(context.Response.OutputStream, answer);
        context.Response.Close();
    }

    private async Task<(int, object)> UpdatesAsync(long offset)
    {
        var next = _updates.Where(u => (long)u["update_id"]! >= offset).Take(5).ToArray();
        if (next.Length == 0 && !_isOver)
        {
            await Task.Delay(10);
        }

        return next.Length == 0 && _isOver
            ? (401, new { ok = false, error_code = 401, description = "Unauthorized" })
            : (200, new { ok = true, result = next });
    }

    private object Sent(JsonNode body)
    {
        var chat = (string)body["chat_id"]!;
        _isOver |= chat == _lastUser && (string?)body["text"] == "Your ad is out.";
        return new
        {
            ok = true,
            result = new
            {
                message_id = Interlocked.Increment(ref _messageId),
                chat = new { id = -100L, username = chat.TrimStart('@') },
                date = 1752138000,
                text = (string?)body["text"],
                caption = (string?)body["caption"],
            },
        };
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
