using System.Text.Json.Nodes;
using SequenceLogging.Journeys;

namespace SequenceLogging.StoreContract;

/// <summary>Answers a query from whole journeys, one after the other: slow, simple, and independent of how stores look.</summary>
internal static class SlowSearch
{
    public static SequenceId[] Find(IEnumerable<SequenceDetails> journeys, SequenceQuery query) =>
    [
        .. journeys.Where(j => Fits(j, query)).Select(j => j.SequenceId).OrderDescending().Take(query.Limit),
    ];

    private static bool Fits(SequenceDetails journey, SequenceQuery query)
    {
        bool?[] answers =
        [
            query.UserId is { } user ? journey.UserId == user : null,
            query.Component is { } entity ? journey.Links.Any(l => $"{l.Component}:{l.EntityId}" == entity.ToString() || l.ToString() == entity.ToString()) : null,
            query.StepName is { } step ? journey.Steps.Any(s => s.StepName.Value == step) : null,
            query.Flow is { } flow ? journey.Steps.Any(s => s.Flow == flow) : null,
            query.Language is { } language ? journey.Language == language : null,
            query.CreatedFrom is { } from ? journey.CreatedAt >= from : null,
            query.CreatedBefore is { } end ? journey.CreatedAt < end : null,
            query.Status is { } status ? journey.Status == status : null,
            query.IsOpen is { } isOpen ? journey.CompletedAt is null == isOpen : null,
            query.IdleSince is { } since ? journey.UpdatedAt < since : null,
            query.Before is { } before ? journey.SequenceId < before : null,
            query.Property is { } property ? journey.Steps.Select(s => s.Metadata).Append(journey.Metadata).Any(m => Has(m, property)) : null,
            query.Text is { } text
                ? journey.Steps.SelectMany(s => new[] { s.Message, s.Metadata, s.Error })
                    .Concat(journey.Errors.SelectMany(e => new[] { e.Message, e.Metadata, e.Error }))
                    .Append(journey.Username).Append(journey.Metadata)
                    .Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) is true)
                : null,
        ];
        return answers.All(a => a is not false);
    }

    private static bool Has(string? metadata, PropertyQuery property) =>
        metadata is not null && JsonNode.Parse(metadata) is JsonObject members && members.ContainsKey(property.Name)
        && (members[property.Name] switch
        {
            null => "null",
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            var other => other.ToJsonString(),
        }) == property.Value;
}
