using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>One step of many journeys on a line of its own, in columns that were wide enough so far.</summary>
/// <param name="isNarrow">Whether there is only room for when, who and what.</param>
internal sealed class StepLine(bool isNarrow)
{
    /// <summary>A terminal of fewer columns is narrow.</summary>
    public const int Narrow = 120;

    private const int MostForName = 44, MostForUser = 24, MostForComponent = 24;

    private int _userWidth = 10, _nameWidth = 24, _componentWidth = 8;

    public Phrase Of(StoredStep step)
    {
        var hasFailed = step.Status is StepStatus.Failed;
        var line = new Phrase(isNarrow ? Times.OfDay(step.Timestamp) : Times.Full(step.Timestamp), Look.Dim)
            .Add("  ").Add(step.SequenceId.ToString(), Look.Id)
            .Add("  ").Add(InLine(step.UserId?.ToString(), ref _userWidth, MostForUser))
            .Add("  ").Add(InLine(StatusMark.Before(step), ref _nameWidth, MostForName));
        if (!isNarrow)
        {
            line.Add("  ").Add(InLine(new Phrase(step.Component, Look.Dim), ref _componentWidth, MostForComponent))
                .Add("  ").Add(new Phrase(step.DurationMs is { } took ? Durations.Exact(took) : "").Pad(7, before: true));
        }

        return line.Add("  ").Add(Outcome(step, hasFailed)).TrimEnd();
    }

    private static Phrase Outcome(StoredStep step, bool hasFailed)
    {
        var message = MessageText.Without(step.StepName, step.Message);
        var outcome = new Phrase(SafeText.FirstLine(message), hasFailed ? Look.Bad : Look.Plain);
        return hasFailed && step.Error is not null
            ? outcome.Add(outcome.Width > 0 ? "  " : "").Add(SafeText.FirstLine(step.Error), Look.Bad)
            : outcome;
    }

    private static Phrase InLine(Phrase cell, ref int width, int most)
    {
        width = Math.Clamp(cell.Width, width, Math.Max(width, most));
        return cell.Pad(width);
    }
}
