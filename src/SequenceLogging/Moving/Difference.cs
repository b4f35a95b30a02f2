using System.Globalization;
using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>A field with its two values, as a fault tells of it.</summary>
/// <param name="Field">Named as in JSON.</param>
/// <param name="Source">What the source has.</param>
/// <param name="Target">What the target has.</param>
internal sealed record Difference(string Field, object? Source, object? Target)
{
    public string Reason => $"the source has {Quote(Source)}, the target {Quote(Target)}";

    /// <summary>The first field in which two steps differ; null where they are alike.</summary>
    public static Difference? Of(SequenceStep source, SequenceStep target) =>
        Of("order", source.Order, target.Order)
        ?? Of("stepName", source.StepName, target.StepName)
        ?? Of("component", source.Component, target.Component)
        ?? Of("status", source.Status, target.Status)
        ?? Of("timestamp", source.Timestamp, target.Timestamp)
        ?? Of("durationMs", source.DurationMs, target.DurationMs)
        ?? Of("message", source.Message, target.Message)
        ?? OfJson("metadata", source.Metadata, target.Metadata)
        ?? Of("error", source.Error, target.Error)
        ?? Of("traceId", source.TraceId, target.TraceId)
        ?? Of("spanId", source.SpanId, target.SpanId);

    /// <summary>The first field in which two changes of status differ; null where they are alike.</summary>
    public static Difference? Of(SequenceStatusChange source, SequenceStatusChange target) =>
        Of("order", source.Order, target.Order)
        ?? Of("status", source.Status, target.Status)
        ?? Of("timestamp", source.Timestamp, target.Timestamp)
        ?? Of("reason", source.Reason, target.Reason);

    /// <summary>The first field in which two errors differ; null where they are alike.</summary>
    public static Difference? Of(SequenceError source, SequenceError target) =>
        Of("order", source.Order, target.Order)
        ?? Of("timestamp", source.Timestamp, target.Timestamp)
        ?? Of("component", source.Component, target.Component)
        ?? Of("message", source.Message, target.Message)
        ?? Of("error", source.Error, target.Error)
        ?? OfJson("metadata", source.Metadata, target.Metadata);

    /// <summary>Whether two values are one; stores keep microseconds, and no text that is empty.</summary>
    public static Difference? Of<T>(string field, T source, T target) => (source, target) switch
    {
        (DateTimeOffset a, DateTimeOffset b) when RecordTime.ToMicroseconds(a) == RecordTime.ToMicroseconds(b) => null,
        (null or "", null or "") => null,
        _ => EqualityComparer<T>.Default.Equals(source, target) ? null : new Difference(field, source, target),
    };

    /// <summary>Whether two texts hold the same JSON: a store may write its members and blanks in another way.</summary>
    public static Difference? OfJson(string field, string? source, string? target) =>
        Of(field, source, target) is { } difference && !IsSameJson(source, target) ? difference : null;

    private static bool IsSameJson(string? source, string? target)
    {
        if (source is null || target is null)
        {
            return false;
        }

        try
        {
            using var one = JsonDocument.Parse(source);
            using var other = JsonDocument.Parse(target);
            return JsonElement.DeepEquals(one.RootElement, other.RootElement);
        }
        catch (JsonException)
        {
            return false; // a row edited by hand is compared as the text that it is
        }
    }

    private static string Quote(object? value) => value switch
    {
        null => "none",
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number and (int or long or double) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"\"{Excerpt.Of(value.ToString())}\"",
    };
}
