using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SequenceLogging.Seq.Tests.Loopback;

/// <summary>
/// An HTTP/1.1 server on a port of this machine, as small as a test needs it: it takes bodies of a told length, keeps
/// connections open, and can break them where a real server never would.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new(); // has no timer, and needs no end
    private readonly Func<HttpCall, HttpReply> _answer;

    public LoopbackServer(Func<HttpCall, HttpReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the end
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                while (await ReadAsync(stream) is { } call && await AnswerAsync(stream, _answer(call)))
                {
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side has gone, or the test has ended.
            }
        }
    }

    private async Task<HttpCall?> ReadAsync(NetworkStream stream)
    {
        var head = new byte[64 * 1024];
        var length = 0;
        int end;
        while ((end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), _end.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        var lines = Encoding.ASCII.GetString(head, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            throw new IOException("A body without a length is not read here.");
        }

        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        var start = Math.Min(length - end - 4, body.Length);
        head.AsSpan(end + 4, start).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(start), _end.Token);
        var request = lines[0].Split(' ');
        return new HttpCall(request[0], request[1], headers, body);
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, HttpReply reply)
    {
        if (reply == HttpReply.HangUp)
        {
            return false;
        }

        if (reply == HttpReply.Silence)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        var body = Encoding.UTF8.GetBytes(reply.Body);
        var head = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(HttpStatusCode)reply.Status}\r\nContent-Length: {body.Length}\r\n"));
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _end.Token);
        await stream.WriteAsync(body, _end.Token);
        return true;
    }
}
