using SequenceLogging.Journeys;
using Spectre.Console;

namespace SequenceLogging.Cli.Rendering;

/// <summary>A status as a sign, a word and a colour: each alone is enough to tell it.</summary>
/// <param name="Sign">One cell wide.</param>
/// <param name="Word">The status.</param>
/// <param name="Style">Its colour.</param>
internal sealed record StatusMark(string Sign, string Word, Style Style)
{
    public static StatusMark Of(StepStatus status) => status switch
    {
        StepStatus.Completed => new("✔", status.ToText(), Palette.Good),
        StepStatus.Failed => new("✖", "FAILED", Palette.Alarm),
        StepStatus.Started => new("▸", status.ToText(), Palette.Accent),
        _ => new("○", status.ToText(), Palette.Warning),
    };

    public static StatusMark Of(SequenceStatus status) => status switch
    {
        SequenceStatus.Completed => new("✔", status.ToText(), Palette.Good),
        SequenceStatus.Failed => new("✖", status.ToText(), Palette.Alarm),
        SequenceStatus.Active => new("●", status.ToText(), Palette.Accent),
        _ => new("○", status.ToText(), Palette.Warning),
    };

    /// <summary>A step's name behind its mark, with the word unless it went as it should.</summary>
    public static Phrase Before(SequenceStep step)
    {
        var mark = Of(step.Status);
        return new Phrase(mark.Sign + " ", mark.Style)
            .Add(step.Status is StepStatus.Completed ? "" : mark.Word + " ", mark.Style)
            .Add(step.StepName.Value, step.Status is StepStatus.Failed ? Palette.Alarm : Palette.Plain);
    }

    /// <summary>Sign and word.</summary>
    public Phrase ToPhrase() => new($"{Sign} {Word}", Style);
}
