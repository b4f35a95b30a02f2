using System.Net.Sockets;

namespace SequenceLogging.AspNetCore.Tests.Live;

/// <summary>One client of the live events, that reads when it is told to.</summary>
internal sealed class LiveReader(Socket socket) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly StreamReader _lines = new(new NetworkStream(socket));

    public Socket Socket => socket;

    /// <summary>The status line of the answer.</summary>
    public async Task<string> StatusAsync()
    {
        var status = await LineAsync();
        while (await LineAsync() is { Length: > 0 })
        {
            // headers
        }

        return status!;
    }

    /// <summary>The next event; a comment is one without a name. Null at the end.</summary>
    public async Task<(string? Name, string? Id, string Data)?> NextAsync()
    {
        var (name, id, data, any) = (default(string), default(string), new List<string>(), false);
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0 && any)
            {
                return (name, id, string.Join('\n', data));
            }

            // Between the pieces of a chunked answer stand their lengths, in hex.
            var at = line.IndexOf(':', StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            any = true;
            var value = line[(at + 1)..].TrimStart(' ');
            switch (line[..at])
            {
                case "event":
                    name = value;
                    break;
                case "id":
                    id = value;
                    break;
                case "data" or "":
                    data.Add(value);
                    break;
            }
        }

        return null;
    }

    /// <summary>The next event of a name.</summary>
    public async Task<(string? Name, string? Id, string Data)> NextAsync(string name)
    {
        while (await NextAsync() is { } next)
        {
            if (next.Name == name)
            {
                return next;
            }
        }

        throw new InvalidOperationException($"The stream ended before an event {name}.");
    }

    public void Dispose()
    {
        _lines.Dispose();
        socket.Dispose();
    }

    private async Task<string?> LineAsync() => await _lines.ReadLineAsync().WaitAsync(Longest);
}
