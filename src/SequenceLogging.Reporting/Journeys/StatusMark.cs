using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>A status as a sign, a word and a colour: each alone is enough to tell it.</summary>
/// <param name="Sign">One cell wide.</param>
/// <param name="Word">The status.</param>
/// <param name="Look">Its colour.</param>
internal sealed record StatusMark(string Sign, string Word, Look Look)
{
    public static StatusMark Of(StepStatus status) => status switch
    {
        StepStatus.Completed => new("✔", status.ToText(), Look.Good),
        StepStatus.Failed => new("✖", "FAILED", Look.Alarm),
        StepStatus.Started => new("▸", status.ToText(), Look.Accent),
        _ => new("○", status.ToText(), Look.Warning),
    };

    public static StatusMark Of(SequenceStatus status) => status switch
    {
        SequenceStatus.Completed => new("✔", status.ToText(), Look.Good),
        SequenceStatus.Failed => new("✖", status.ToText(), Look.Alarm),
        SequenceStatus.Active => new("●", status.ToText(), Look.Accent),
        _ => new("○", status.ToText(), Look.Warning),
    };

    /// <summary>A step's name behind its mark, with the word unless it went as it should.</summary>
    public static Phrase Before(SequenceStep step)
    {
        var mark = Of(step.Status);
        return new Phrase(mark.Sign + " ", mark.Look)
            .Add(step.Status is StepStatus.Completed ? "" : mark.Word + " ", mark.Look)
            .Add(step.StepName.Value, step.Status is StepStatus.Failed ? Look.Alarm : Look.Plain);
    }

    /// <summary>Sign and word.</summary>
    public Phrase ToPhrase() => new($"{Sign} {Word}", Look);
}
