using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SequenceLogging.Seq.Setup;

/// <summary>
/// A file of seqcli's template language: JSON in which <c>ref("other.template")</c> stands for the id that the entity of that
/// template has on the server.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Source">Its text.</param>
internal sealed record Template(string Name, string Source)
{
    private const string Call = "ref(";
    private const string EntityMember = "$entity";

    /// <summary>The entity, without the member that says of which kind it is.</summary>
    /// <param name="idOf">The id of another template's entity; null where it has none yet.</param>
    /// <exception cref="FormatException">The text is no template; the message says where.</exception>
    public (string Kind, JsonObject Entity) Evaluate(Func<string, string?> idOf)
    {
        try
        {
            if (JsonNode.Parse(Resolve(idOf)) is JsonObject entity
                && entity.Remove(EntityMember, out var kind)
                && kind?.GetValueKind() is JsonValueKind.String)
            {
                return (kind.GetValue<string>(), entity);
            }
        }
        catch (JsonException e)
        {
            throw new FormatException($"{Name} is no template: {e.Message}", e);
        }

        throw new FormatException($"{Name} is no template: it is no object with {EntityMember}.");
    }

    private string Resolve(Func<string, string?> idOf)
    {
        var json = new StringBuilder();
        for (var at = 0; at < Source.Length;)
        {
            if (Source[at] == '"')
            {
                var end = EndOfText(at);
                json.Append(Source, at, end - at);
                at = end;
            }
            else if (Source.AsSpan(at).StartsWith(Call, StringComparison.Ordinal))
            {
                var start = at + Call.Length;
                var end = start < Source.Length && Source[start] == '"' ? EndOfText(start) : start;
                if (end == start || end == Source.Length || Source[end] != ')')
                {
                    throw new FormatException($"{Name} is no template: {Call} takes one text and a closing bracket.");
                }

                var other = JsonSerializer.Deserialize(Source.AsSpan(start, end - start), SetupJson.Default.String)!;
                var id = idOf(other) ?? throw new FormatException($"{Name} refers to {other}, which is not there before it.");
                json.Append(JsonSerializer.Serialize(id, SetupJson.Default.String));
                at = end + 1;
            }
            else
            {
                json.Append(Source[at++]);
            }
        }

        return json.ToString();
    }

    /// <summary>Behind the closing quote of the text that begins there.</summary>
    private int EndOfText(int start)
    {
        for (var at = start + 1; at < Source.Length; at++)
        {
            if (Source[at] == '"')
            {
                return at + 1;
            }

            at += Source[at] == '\\' ? 1 : 0;
        }

        return Source.Length;
    }
}
