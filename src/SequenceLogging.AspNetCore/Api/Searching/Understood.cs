using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Api.Searching;

/// <summary>What a word of the search box was understood as.</summary>
/// <param name="Text">The word.</param>
/// <param name="Filter">The filter that it is, as the other addresses name it; <c>id</c> for the id of a sequence.</param>
/// <param name="Value">The filter's value.</param>
internal sealed record Understood(string Text, string Filter, string Value)
{
    /// <summary>Only this filter; null where it is an id.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public SequenceQuery? Query { get; init; }
}
