using System.Text.Json.Serialization;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight.Errors;

/// <summary>A sequence that failed, and why.</summary>
public sealed record FailedSequence
{
    /// <summary>Which.</summary>
    public required SequenceId SequenceId { get; init; }

    /// <summary>Whose journey it is.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The user's name.</summary>
    public string? Username { get; init; }

    /// <summary>When it failed: the last error's time, or when it was given up as failed by name.</summary>
    [JsonConverter(typeof(UtcTimeJsonConverter))]
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>The step that failed; its last step where none did.</summary>
    public StepName? Step { get; init; }

    /// <summary>Where.</summary>
    public string? Component { get; init; }

    /// <summary>What kind of error, as in <see cref="ErrorGroup.Type"/>; null where there was none.</summary>
    public string? Type { get; init; }

    /// <summary>Why, in one line: the error's own words, or the reason that was given with the status; null where nobody said.</summary>
    public string? Message { get; init; }

    /// <summary>Those of the sequences that fit a query which failed, newest id first, each with its last error.</summary>
    internal static async ValueTask<IReadOnlyList<FailedSequence>> FindAsync(
        ISequenceReader reader, SequenceQuery query, CancellationToken cancellationToken)
    {
        var headers = await reader.FindAsync(query with { Status = SequenceStatus.Failed }, cancellationToken).ConfigureAwait(false);
        var failed = new List<FailedSequence>(headers.Count);
        foreach (var header in headers)
        {
            if (await reader.GetDetailsAsync(header.SequenceId, cancellationToken).ConfigureAwait(false) is { } journey)
            {
                failed.Add(Of(journey));
            }
        }

        return failed;
    }

    /// <summary>Why a journey failed, from what is known of it.</summary>
    internal static FailedSequence Of(SequenceDetails journey)
    {
        var error = journey.Errors.MaxBy(e => (e.Timestamp, e.Order));
        var change = journey.StatusChanges.LastOrDefault(c => c.Status is SequenceStatus.Failed);
        return new FailedSequence
        {
            SequenceId = journey.SequenceId,
            UserId = journey.UserId,
            Username = journey.Username,
            FailedAt = error?.Timestamp ?? change?.Timestamp ?? journey.UpdatedAt,
            Step = error?.StepName ?? journey.CurrentStep,
            Component = error?.Component,
            Type = error is null ? null : ErrorType.Of(error),
            Message = FirstLine(error?.Error) ?? FirstLine(error?.Message) ?? FirstLine(change?.Reason),
        };
    }

    private static string? FirstLine(string? text) => Excerpt.FirstLine(text) is { IsEmpty: false } line ? line.ToString() : null;
}
