using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SequenceLogging.Seq.Tests.Clef;

/// <summary>The rules of compact JSON (CLEF), as the format's description and Seq's documentation give them, read strictly.</summary>
internal static partial class ClefChecker
{
    private static readonly string[] Reserved =
        ["@t", "@m", "@mt", "@l", "@x", "@i", "@r", "@tr", "@sp", "@ps", "@st", "@sk", "@ra", "@sc"];

    private static readonly string[] Levels = ["Verbose", "Debug", "Warning", "Error", "Fatal"];

    /// <summary>Complains about one line; no complaint is the only good answer.</summary>
    public static IReadOnlyList<string> Find(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return ["The line is blank."];
        }

        if (line.AsSpan().ContainsAny('\n', '\r'))
        {
            return ["The line has a line break."];
        }

        if (line[0] == '\uFEFF')
        {
            return ["The line begins with a byte order mark."];
        }

        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = true });
            return json.RootElement.ValueKind is JsonValueKind.Object ? [.. FindIn(json.RootElement)] : ["The line is no JSON object."];
        }
        catch (JsonException e)
        {
            return [$"The line is no JSON: {e.Message}"];
        }
    }

    private static IEnumerable<string> FindIn(JsonElement logged)
    {
        var members = logged.EnumerateObject().ToLookup(m => m.Name, m => m.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var twice in members.Where(m => m.Count() > 1))
        {
            yield return $"{twice.Key} is there {twice.Count()} times.";
        }

        foreach (var name in logged.EnumerateObject().Select(m => m.Name))
        {
            if (name.Length == 0)
            {
                yield return "A property has no name.";
            }
            else if (name[0] == '@' && !name.StartsWith("@@", StringComparison.Ordinal) && !Reserved.Contains(name))
            {
                yield return $"{name} is no name of the format; a property of that name is written @{name}.";
            }
        }

        string?[] complaints =
        [
            Time(logged), Message(logged), Level(logged), .. Renderings(logged),
            .. new[] { "@x", "@m", "@mt" }.Select(name => Text(logged, name)),
            Type(logged), Hex(logged, "@tr", 32), Hex(logged, "@sp", 16), .. Depths(logged, ""),
        ];
        foreach (var complaint in complaints.OfType<string>())
        {
            yield return complaint;
        }
    }

    private static string? Time(JsonElement logged) =>
        !logged.TryGetProperty("@t", out var time) ? "There is no @t."
        : time.ValueKind is JsonValueKind.String && Iso8601().IsMatch(time.GetString()!)
            && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _)
            ? null
            : $"@t is no time of ISO 8601 with its zone: {time}";

    private static string? Message(JsonElement logged) =>
        logged.TryGetProperty("@m", out _) || logged.TryGetProperty("@mt", out _) ? null : "There is neither @m nor @mt.";

    private static string? Level(JsonElement logged) =>
        !logged.TryGetProperty("@l", out var level) || (level.ValueKind is JsonValueKind.String && Levels.Contains(level.GetString()))
            ? null
            : $"@l is no level that is written (Information is left out): {level}";

    private static IEnumerable<string> Renderings(JsonElement logged)
    {
        var tokens = logged.TryGetProperty("@mt", out var template) && template.ValueKind is JsonValueKind.String
            ? Hole().Matches(template.GetString()!.Replace("{{", "", StringComparison.Ordinal)).ToArray()
            : [];
        var formatted = tokens.Count(t => t.Groups["format"].Success);
        if (logged.TryGetProperty("@r", out var renderings))
        {
            if (renderings.ValueKind is not JsonValueKind.Array || renderings.GetArrayLength() != formatted)
            {
                yield return $"@r has not one rendering for each of the {formatted} holes with a format.";
            }
        }
        else if (formatted > 0)
        {
            yield return $"There is no @r, but {formatted} holes have a format.";
        }

        foreach (var name in tokens.Select(t => t.Groups["name"].Value).Where(name => !logged.TryGetProperty(name, out _)))
        {
            yield return $"The template names {name}, which is not there.";
        }
    }

    private static string? Text(JsonElement logged, string name) =>
        logged.TryGetProperty(name, out var text) && text.ValueKind is not JsonValueKind.String ? $"{name} is no text." : null;

    private static string? Type(JsonElement logged) =>
        logged.TryGetProperty("@i", out var type)
        && !(type.ValueKind is JsonValueKind.Number && type.TryGetUInt32(out _))
        && !(type.ValueKind is JsonValueKind.String && EightHex().IsMatch(type.GetString()!))
            ? $"@i is no number of 32 bits and no eight hex digits: {type}"
            : null;

    private static string? Hex(JsonElement logged, string name, int digits) =>
        logged.TryGetProperty(name, out var id)
        && !(id.ValueKind is JsonValueKind.String && id.GetString()!.Length == digits && LowerHex().IsMatch(id.GetString()!))
            ? $"{name} is not {digits} hex digits: {id}"
            : null;

    // Below the top no name is reserved, but one that is there twice is one of which a reader keeps what it likes. Texts must
    // be such as UTF-8 can carry.
    private static IEnumerable<string> Depths(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    if (!names.Add(member.Name))
                    {
                        yield return $"{path}.{member.Name} is there twice.";
                    }

                    foreach (var complaint in Depths(member.Value, $"{path}.{member.Name}"))
                    {
                        yield return complaint;
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var complaint in value.EnumerateArray().SelectMany(element => Depths(element, path + "[]")))
                {
                    yield return complaint;
                }

                break;
            case JsonValueKind.String when !IsWhole(value):
                yield return $"{path} has half a character.";
                break;
            case JsonValueKind.Number when !value.TryGetDouble(out var number) || !double.IsFinite(number):
                yield return $"{path} is a number that nobody can hold.";
                break;
        }
    }

    private static bool IsWhole(JsonElement text)
    {
        try
        {
            return new UTF8Encoding(false, true).GetByteCount(text.GetString()!) >= 0;
        }
        catch (Exception e) when (e is InvalidOperationException or EncoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Iso8601();

    [GeneratedRegex(@"\{[@$]?(?<name>[A-Za-z0-9_]+)(,-?\d+)?(:(?<format>[^{}]+))?\}")]
    private static partial Regex Hole();

    [GeneratedRegex("^[0-9a-f]{8}$")]
    private static partial Regex EightHex();

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex LowerHex();
}
