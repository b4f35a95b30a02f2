using System.Text.Json;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight;

/// <summary>Tells whether something that happened tells of an entity.</summary>
internal sealed class EntityMention
{
    private readonly ComponentQuery _entity;
    private readonly HashSet<string> _ids;

    /// <param name="entity">What was asked for; only the links know where in it the id begins.</param>
    /// <param name="links">The links of the journeys that were found by it.</param>
    public EntityMention(ComponentQuery entity, IEnumerable<SequenceLink> links)
    {
        _entity = entity;
        _ids = new HashSet<string>(links.Where(IsToEntity).Select(l => l.EntityId), StringComparer.Ordinal);
    }

    public bool IsIn(JourneyMoment moment) => moment switch
    {
        StepMoment { Step: var step } => IsIn(step.Message, step.Metadata, step.Error),
        ErrorMoment { Error: var error } => IsIn(error.Message, error.Metadata, error.Error),
        LinkMoment { Link: var link } => IsToEntity(link) || IsIn(null, link.Metadata, null),
        StatusMoment { Change: var change } => IsIn(change.Reason, null, null),
        _ => false,
    };

    private bool IsToEntity(SequenceLink link) =>
        link.Component == _entity.Component
        && (link.EntityId == _entity.Rest || $"{link.EntityType}:{link.EntityId}" == _entity.Rest);

    private bool IsIn(string? message, string? metadata, string? error) =>
        _ids.Any(id => IsWord(id, message) || IsWord(id, error)) || IsInJson(metadata);

    private bool IsInJson(string? metadata)
    {
        if (string.IsNullOrWhiteSpace(metadata))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
            return IsIn(document.RootElement);
        }
        catch (JsonException)
        {
            return _ids.Any(id => IsWord(id, metadata)); // a row edited by hand
        }
    }

    private bool IsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(p => IsIn(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsIn),
        JsonValueKind.String => IsInText(value),
        JsonValueKind.Number => _ids.Contains(value.GetRawText()),
        _ => false,
    };

    private bool IsInText(JsonElement value)
    {
        try
        {
            var text = value.GetString();
            return _ids.Any(id => IsWord(id, text));
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair as an escape: JSON allows to write it, and no text can hold it
        }
    }

    // TE57 is not in TE5768, and 87 is not in 1987.
    private static bool IsWord(string id, string? text)
    {
        for (var at = text?.IndexOf(id, StringComparison.Ordinal) ?? -1; at >= 0;)
        {
            var end = at + id.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text![at - 1])) && (end == text!.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }

            at = text.IndexOf(id, at + 1, StringComparison.Ordinal);
        }

        return false;
    }
}
