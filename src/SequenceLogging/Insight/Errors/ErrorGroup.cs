using System.Text.Json.Serialization;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Errors;

/// <summary>Errors that are one mistake: of the same type, at the same place.</summary>
public sealed record ErrorGroup
{
    /// <summary>
    /// The type of the exception; where there was none the message, in which every word with a digit is a <c>#</c>.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The component; null where the errors named none.</summary>
    public string? Component { get; init; }

    /// <summary>The step that failed; null for errors outside of steps.</summary>
    public StepName? Step { get; init; }

    /// <summary>Where in the code the newest one was thrown; null where it does not say.</summary>
    public string? Code { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>In how many sequences.</summary>
    public required int Sequences { get; init; }

    /// <summary>When the first one happened, of those that were looked at.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the last one happened.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The newest one.</summary>
    public required StoredError Newest { get; init; }

    /// <summary>Whether an error is one of these.</summary>
    public bool Holds(StoredError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return KeyOf(error) == (Type, Component, Step);
    }

    /// <summary>Groups errors, the most frequent first.</summary>
    /// <param name="errors">Newest first.</param>
    public static IReadOnlyList<ErrorGroup> Of(IEnumerable<StoredError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return
        [
            .. errors.GroupBy(KeyOf).Select(Of).OrderByDescending(g => g.Count).ThenByDescending(g => g.LastSeen)
                .ThenBy(g => g.Type, StringComparer.Ordinal).ThenBy(g => g.Step?.Value, StringComparer.Ordinal),
        ];
    }

    private static ErrorGroup Of(IGrouping<(string Type, string? Component, StepName? Step), StoredError> group)
    {
        var newest = group.First();
        return new ErrorGroup
        {
            Type = group.Key.Type,
            Component = group.Key.Component,
            Step = group.Key.Step,
            Code = ErrorType.CodeOf(newest),
            Count = group.Count(),
            Sequences = group.Select(e => e.SequenceId).Distinct().Count(),
            FirstSeen = group.Min(e => e.Timestamp),
            LastSeen = group.Max(e => e.Timestamp),
            Newest = newest,
        };
    }

    private static (string Type, string? Component, StepName? Step) KeyOf(StoredError error) =>
        (ErrorType.Of(error), error.Component, error.StepName);
}
