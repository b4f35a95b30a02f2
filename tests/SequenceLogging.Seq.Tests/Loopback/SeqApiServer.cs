using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SequenceLogging.Seq.Tests.Loopback;

/// <summary>
/// The part of Seq's API that keeps signals, dashboards, alerts and expression indexes, as strict as a test can be: known
/// groups and members only, references to what is there, an index of an expression only once.
/// </summary>
internal sealed class SeqApiServer : IDisposable
{
    public const string Key = "k3y-0f-th3-s3tup";

    private static readonly Dictionary<string, string[]> Members = new()
    {
        ["signals"] = ["Title", "Description", "Filters", "Columns", "IsRestricted", "IsProtected", "IsIndexSuppressed", "Grouping", "ExplicitGroupName", "OwnerId"],
        ["dashboards"] = ["Title", "OwnerId", "IsProtected", "SignalExpression", "Charts"],
        ["alerts"] =
        [
            "Title", "Description", "OwnerId", "IsProtected", "IsDisabled", "DataSource", "Joins", "SignalExpression", "Where", "GroupBy", "TimeGrouping",
            "Select", "Having", "NotificationLevel", "NotificationProperties", "NotificationChannels", "SuppressionTime", "Activity",
        ],
        ["expressionindexes"] = ["Expression", "Description"],
    };

    private readonly Lock _lock = new();
    private readonly LoopbackServer _server;
    private readonly Queue<HttpReply> _script = new();
    private int _last;

    public SeqApiServer() => _server = new LoopbackServer(Answer);

    public string Url => _server.Url;

    /// <summary>What is kept, by group and id.</summary>
    public Dictionary<string, Dictionary<string, JsonObject>> Entities { get; } =
        Members.Keys.ToDictionary(group => group, _ => new Dictionary<string, JsonObject>());

    /// <summary>Requests that changed something, as <c>PUT signals</c>.</summary>
    public List<string> Changes { get; } = [];

    public SeqApiServer Then(params HttpReply[] replies)
    {
        foreach (var reply in replies)
        {
            _script.Enqueue(reply);
        }

        return this;
    }

    public JsonObject ByTitle(string group, string title) => Entities[group].Values.Single(e => (string?)e["Title"] == title);

    public void Dispose() => _server.Dispose();

    private HttpReply Answer(HttpCall call)
    {
        lock (_lock)
        {
            if (_script.TryDequeue(out var scripted))
            {
                return scripted;
            }

            if (call.Header("X-Seq-ApiKey") != Key)
            {
                return new HttpReply(401, """{"Error":"no such key"}""");
            }

            var path = call.Target.Split('?');
            var parts = path[0].Trim('/').Split('/');
            if (parts is not ["api", var group, .. var rest] || !Entities.TryGetValue(group, out var entities))
            {
                return new HttpReply(404, """{"Error":"no such resource"}""");
            }

            return (call.Method, rest) switch
            {
                ("GET", []) => List(entities, path is [_, "shared=true"]),
                ("POST", []) => Keep(call, group, entities, string.Create(CultureInfo.InvariantCulture, $"{group.TrimEnd('s')}-{++_last}"), 201),
                ("PUT", [var id]) when group != "expressionindexes" && entities.ContainsKey(id) => Keep(call, group, entities, id, 200),
                _ => new HttpReply(404, """{"Error":"no such entity"}"""),
            };
        }
    }

    private static HttpReply List(Dictionary<string, JsonObject> entities, bool withShared) => new(
        200, new JsonArray([.. entities.Values.Where(e => withShared || e["OwnerId"] is not null).Select(e => e.DeepClone())]).ToJsonString());

    private HttpReply Keep(HttpCall call, string group, Dictionary<string, JsonObject> entities, string id, int status)
    {
        if (call.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true
            || JsonNode.Parse(Encoding.UTF8.GetString(call.Body)) is not JsonObject entity)
        {
            return Bad("The body is no JSON object.");
        }

        var unknown = entity.Select(m => m.Key).Except(Members[group]).Except(["Id", "Links"]).FirstOrDefault();
        var lost = SignalIds(entity).FirstOrDefault(signal => !Entities["signals"].ContainsKey(signal));
        var isTwice = group == "expressionindexes" && entities.Values.Any(e => JsonNode.DeepEquals(e["Expression"], entity["Expression"]));
        var complaint = unknown is not null ? $"{unknown} is no member of {group}."
            : lost is not null ? $"There is no signal {lost}."
            : isTwice ? "There is an index of that expression."
            : (entity["Title"] ?? entity["Expression"])?.GetValueKind() is not JsonValueKind.String ? "It has no title."
            : status == 200 && (string?)entity["Id"] != id ? "The id is not that of the address."
            : null;
        if (complaint is not null)
        {
            return Bad(complaint);
        }

        entity["Id"] = id;
        entity["Links"] = new JsonObject { ["Self"] = $"api/{group}/{id}" };
        if (group == "alerts")
        {
            entity["NotificationChannels"] ??= new JsonArray();
            entity["IsDisabled"] ??= false;
        }

        entities[id] = entity;
        Changes.Add($"{call.Method} {group}");
        return new HttpReply(status, entity.ToJsonString());
    }

    private static HttpReply Bad(string error) => new(400, JsonSerializer.Serialize(new { Error = error }));

    private static IEnumerable<string> SignalIds(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => m.Key == "SignalId" ? [(string)m.Value!] : SignalIds(m.Value)),
        JsonArray a => a.SelectMany(SignalIds),
        _ => [],
    };
}
