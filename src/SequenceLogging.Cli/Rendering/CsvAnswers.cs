using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Rendering;

/// <summary>The columns of answers in CSV, named as in <see cref="JourneyJson"/>. They are a promise.</summary>
internal static class CsvAnswers
{
    public static readonly CsvTable<SequenceHeader> Sequences = new(
        ("sequenceId", s => s.SequenceId),
        ("userId", s => s.UserId is { Number: { } number } ? (object)number : s.UserId),
        ("username", s => s.Username),
        ("language", s => s.Language),
        ("status", s => s.Status.ToText()),
        ("currentStep", s => s.CurrentStep),
        ("stepCount", s => s.StepCount),
        ("createdAt", s => s.CreatedAt),
        ("updatedAt", s => s.UpdatedAt),
        ("completedAt", s => s.CompletedAt),
        ("metadata", s => s.Metadata));

    public static readonly CsvTable<RejectedEvent> Rejected = new(
        ("id", r => r.Id),
        ("sequenceId", r => r.SequenceId),
        ("reason", r => r.Reason),
        ("count", r => r.Count),
        ("timestamp", r => r.Timestamp),
        ("message", r => r.Message),
        ("metadata", r => r.Metadata),
        ("error", r => r.Error),
        ("canRetry", r => r.CanRetry));
}
