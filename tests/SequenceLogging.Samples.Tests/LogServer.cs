using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SequenceLogging.Samples.Tests;

/// <summary>A log server on the loopback that takes whatever is posted to it, and keeps the requests.</summary>
internal sealed class LogServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<LogRequest> _requests = new();

    public LogServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    public IReadOnlyCollection<LogRequest> Requests => _requests;

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Enqueue(new LogRequest(
                    context.Request.Url!.PathAndQuery,
                    context.Request.ContentType,
                    context.Request.Headers["X-Seq-ApiKey"],
                    body.ToArray()));
                var isClef = context.Request.ContentType?.Contains("clef", StringComparison.Ordinal) is true;
                context.Response.StatusCode = isClef ? 201 : 200;
                context.Response.ContentType = isClef ? "application/json" : context.Request.ContentType;
                context.Response.Close(isClef ? "{\"MinimumLevelAccepted\":null}"u8.ToArray() : [], willBlock: false);
            }
            catch (Exception e) when (e is ObjectDisposedException or HttpListenerException)
            {
                return;
            }
        }
    }
}

/// <summary>What was posted.</summary>
internal sealed record LogRequest(string Path, string? ContentType, string? ApiKey, byte[] Body);
