using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Api.Searching;

/// <summary>
/// Whether a journey in hand fits a query, as a store would say. To ask the store for one journey at a time would have it look through all
/// that is said for each.
/// </summary>
internal static class JourneyFit
{
    public static bool Fits(SequenceDetails journey, SequenceQuery query) =>
        (query.UserId is null || journey.UserId == query.UserId)
        && (query.Component is not { } component || journey.Links.Any(l => IsLinked(l, component)))
        && (query.StepName is not { } step || journey.Steps.Any(s => s.StepName.Value == step))
        && (query.Flow is not { } flow || journey.Steps.Any(s => s.Flow == flow))
        && (query.Property is not { } property || property.Fits(journey.Metadata) || journey.Steps.Any(s => property.Fits(s.Metadata)))
        && (query.Language is null || journey.Language == query.Language)
        && (query.Status is null || journey.Status == query.Status)
        && (query.IsOpen is not { } isOpen || journey.CompletedAt is null == isOpen)
        && (query.CreatedFrom is not { } from || journey.CreatedAt >= from)
        && (query.CreatedBefore is not { } before || journey.CreatedAt < before)
        && (query.IdleSince is not { } idle || journey.UpdatedAt < idle)
        && (query.Text is not { } text || Says(journey, Lower(text)));

    private static bool IsLinked(SequenceLink link, ComponentQuery query) =>
        link.Component == query.Component && (link.EntityId == query.Rest || $"{link.EntityType}:{link.EntityId}" == query.Rest);

    private static bool Says(SequenceDetails journey, string text) =>
        Has(journey.Username, text)
        || Has(journey.Metadata, text)
        || journey.Steps.Any(s => Has(s.Message, text) || Has(s.Metadata, text) || Has(s.Error, text))
        || journey.Errors.Any(e => Has(e.Message, text) || Has(e.Metadata, text) || Has(e.Error, text));

    private static bool Has(string? said, string text) => said is not null && Lower(said).Contains(text, StringComparison.Ordinal);

    /// <summary>Letters of ASCII in any case, and no others, as all stores have it.</summary>
    private static string Lower(string text) => string.Create(text.Length, text, static (lower, given) =>
    {
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = given[i] is >= 'A' and <= 'Z' and var letter ? (char)(letter + ('a' - 'A')) : given[i];
        }
    });
}
