using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>What a journey is, in a frame: whose, where it stands, from when to when.</summary>
internal static class JourneyCard
{
    private const int LabelWidth = 7;

    /// <param name="journey">The journey.</param>
    /// <param name="rejected">How many of its events were rejected, in words; empty for none.</param>
    /// <param name="now">The time.</param>
    /// <param name="width">Cells of a line.</param>
    public static IEnumerable<Phrase> Lines(SequenceDetails journey, string rejected, DateTimeOffset now, int width)
    {
        var title = new Phrase(journey.SequenceId.ToString(), Look.Id)
            .Add(" ─ ", Look.Dim).Add(StatusMark.Of(journey.Status).ToPhrase())
            .Add(journey.Losses.Count > 0 ? " with gaps" : "", Look.Alarm);
        var rows = Rows(journey, rejected, now).ToArray();
        var inner = Math.Min(Math.Max(width - 4, 1), Math.Max(rows.Max(r => r.Width), title.Width + 2));

        title = title.Cut(Math.Max(1, inner - 2));
        yield return new Phrase("╭─ ", Look.Dim).Add(title)
            .Add(" " + new string('─', Math.Max(0, inner - title.Width - 1)) + "╮", Look.Dim).Cut(width);
        foreach (var row in rows)
        {
            yield return new Phrase("│ ", Look.Dim).Add(row.Cut(inner)).Pad(inner + 2).Add(" │", Look.Dim).Cut(width);
        }

        yield return new Phrase("╰" + new string('─', inner + 2) + "╯", Look.Dim).Cut(width);
    }

    /// <summary><c>ann · 566158428 · en</c>.</summary>
    public static string Who(SequenceHeader journey)
    {
        string?[] parts = [journey.Username, journey.UserId?.ToString(), journey.Language];
        return string.Join(" · ", parts.Where(p => !string.IsNullOrWhiteSpace(p))) is { Length: > 0 } known ? known : "not known";
    }

    private static IEnumerable<Phrase> Rows(SequenceDetails journey, string rejected, DateTimeOffset now)
    {
        yield return Labelled("user").Add(Who(journey));
        yield return Labelled("at")
            .Add(journey.CurrentStep is { } step ? new Phrase(step.Value, Look.Strong) : "before its first step");
        yield return Counts(journey, rejected);
        if (journey.Losses.Count > 0)
        {
            yield return Labelled("gaps").Add(GapText.Sum(journey.Losses), Look.Alarm);
        }

        yield return Labelled("begun").Add(Times.Full(journey.CreatedAt)).Add(" UTC", Look.Dim);
        if (journey.CompletedAt is { } end)
        {
            yield return Labelled("ended").Add(Times.Full(end)).Add(" UTC · after ", Look.Dim)
                .Add(Durations.Long(end - journey.CreatedAt));
        }
        else
        {
            yield return Labelled("seen").Add(Times.Full(journey.UpdatedAt)).Add(" UTC · spans ", Look.Dim)
                .Add(Durations.Long(journey.UpdatedAt - journey.CreatedAt))
                .Add(" · " + Times.Ago(journey.UpdatedAt, now), Look.Dim);
        }

        if (MetadataText.Compact(journey.Metadata) is { Length: > 0 } metadata)
        {
            yield return Labelled("with").Add(metadata, Look.Dim);
        }

        if (journey.Keys.Count > 0)
        {
            yield return Labelled("alias").Add(string.Join(" · ", journey.Keys), Look.Dim);
        }
    }

    private static Phrase Counts(SequenceDetails journey, string rejected)
    {
        var failed = journey.Steps.Count(s => s.Status is StepStatus.Failed);
        var errors = journey.Errors.Count(e => e.StepName is null);
        return Labelled("steps").Add(Numbers.Count(journey.StepCount))
            .Add(failed > 0 ? $" · {Numbers.Count(failed)} failed" : "", Look.Bad)
            .Add(errors > 0 ? $" · {Numbers.Of(errors, "error")} between steps" : "", Look.Bad)
            .Add(rejected.Length > 0 ? $" · {rejected}" : "", Look.Warning)
            .Add(journey.Links.Count > 0 ? $" · {Numbers.Of(journey.Links.Count, "link")}" : "", Look.Dim);
    }

    private static Phrase Labelled(string label) => new Phrase(label, Look.Dim).Pad(LabelWidth);
}
