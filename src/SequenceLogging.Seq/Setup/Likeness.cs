using System.Text.Json.Nodes;

namespace SequenceLogging.Seq.Setup;

/// <summary>
/// Whether what a server has is what a template asks for. A server adds members of its own (ids, links, defaults), which say
/// nothing against it.
/// </summary>
internal static class Likeness
{
    public static bool Covers(JsonNode? there, JsonNode? wanted) => wanted switch
    {
        null => there is null,
        JsonObject members => there is JsonObject has && members.All(m => Covers(has[m.Key], m.Value)),
        JsonArray elements => there is JsonArray has
            && has.Count == elements.Count
            && elements.Zip(has).All(pair => Covers(pair.Second, pair.First)),
        _ => JsonNode.DeepEquals(there, wanted),
    };
}
