using System.Text;
using System.Text.Json;
using SequenceLogging.Seq.Tests.Clef;

namespace SequenceLogging.Seq.Tests.Loopback;

/// <summary>
/// What Seq does at its ingestion address, and stricter than it: content type, key, one JSON object on each line, the rules of
/// the format, the size of an event and of a request. What it took stands under its stable id; what comes again is counted.
/// A script says what it does instead of answering well.
/// </summary>
internal sealed class IngestionServer : IDisposable
{
    public const string Key = "k3y-0f-th3-t3st";

    private readonly Lock _lock = new();
    private readonly LoopbackServer _server;
    private readonly Queue<Func<HttpCall, HttpReply?>> _script = new();
    private readonly Dictionary<string, string> _events = [];
    private readonly Dictionary<string, int> _repeated = [];

    public IngestionServer() => _server = new LoopbackServer(Answer);

    public string Url => _server.Url;

    /// <summary>The oldest servers know the old address only.</summary>
    public bool IsOld { get; init; }

    public int LargestRequest { get; init; } = 10_000_000;

    public int LargestEvent { get; init; } = 256 * 1024;

    /// <summary>Events that it does not take, wherever they come.</summary>
    public Func<string, bool> Refuses { get; init; } = _ => false;

    public string Accepted { get; init; } = """{"MinimumLevelAccepted":null}""";

    /// <summary>What was taken, by its stable id.</summary>
    public IReadOnlyDictionary<string, string> Events
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string>(_events);
            }
        }
    }

    /// <summary>Ids that came more than once.</summary>
    public IReadOnlyDictionary<string, int> Repeated
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, int>(_repeated);
            }
        }
    }

    public int Requests { get; private set; }

    public IEnumerable<JsonElement> Parsed => Events.Values.Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>The next request is answered so, whatever it holds; nothing of it is taken.</summary>
    public IngestionServer Then(params HttpReply[] replies)
    {
        foreach (var reply in replies)
        {
            Then(_ => reply);
        }

        return this;
    }

    /// <summary>The next request is answered so; where the function has no answer, as usual.</summary>
    public IngestionServer Then(Func<HttpCall, HttpReply?> answer)
    {
        lock (_lock)
        {
            _script.Enqueue(answer);
        }

        return this;
    }

    /// <summary>The next request is taken, and the connection breaks before the answer.</summary>
    public IngestionServer ThenTakeAndHangUp() => Then(call =>
    {
        Judge(call);
        return HttpReply.HangUp;
    });

    public void Dispose() => _server.Dispose();

    private HttpReply Answer(HttpCall call)
    {
        lock (_lock)
        {
            Requests++;
            return (_script.TryDequeue(out var scripted) ? scripted(call) : null) ?? Judge(call);
        }
    }

    private HttpReply Judge(HttpCall call)
    {
        if (call.Method != "POST" || call.Target != (IsOld ? "/api/events/raw?clef" : "/ingest/clef"))
        {
            return new HttpReply(404);
        }

        if (call.Header("X-Seq-ApiKey") != Key)
        {
            return Refuse(401, "The API key is not known.");
        }

        if (call.Header("Content-Type") != "application/vnd.serilog.clef")
        {
            return Refuse(400, "The content type is not supported.");
        }

        return call.Body.Length > LargestRequest ? Refuse(413, "The request is too large.") : Take(call.Body);
    }

    // All of a payload or nothing.
    private HttpReply Take(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        var taken = new List<(string Id, string Line)>();
        foreach (var line in lines)
        {
            if (ClefChecker.Find(line) is [var complaint, ..])
            {
                return Refuse(400, complaint);
            }

            if (Encoding.UTF8.GetByteCount(line) > LargestEvent || Refuses(line))
            {
                return Refuse(400, "An event is not taken.");
            }

            using var json = JsonDocument.Parse(line);
            taken.Add((json.RootElement.GetProperty("SequenceEventId").GetString()!, line));
        }

        foreach (var (id, line) in taken)
        {
            if (!_events.TryAdd(id, line))
            {
                _repeated[id] = _repeated.GetValueOrDefault(id) + 1;
            }
        }

        return new HttpReply(201, Accepted, ("Content-Type", "application/json"));
    }

    private static HttpReply Refuse(int status, string error) => new(status, JsonSerializer.Serialize(new { Error = error }));
}
