using System.Text;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Exports;

/// <summary>A journey as a support card on one page, for a ticket or a chat.</summary>
internal static class JourneyMarkdown
{
    /// <summary>Lines of a page, and what it has room for.</summary>
    private const int Width = 100, MostFailures = 6, MostLinks = 12, MostMoments = 30;

    /// <param name="report">The journey, and what is unusual in it.</param>
    /// <param name="writer">What writes the card, as its foot says it: words of this program, in Markdown.</param>
    public static string Of(JourneyReport report, string writer)
    {
        var journey = report.Journey;
        var mark = StatusMark.Of(journey.Status);
        var card = new StringBuilder($"# {journey.SequenceId} · {mark.Sign} {mark.Word}{(journey.Losses.Count > 0 ? " with gaps" : "")}\n\n");
        card.Append("| | |\n|---|---|\n");
        AddRow("who", MarkdownText.Of(JourneyCard.Who(journey)));
        AddRow("stands", MarkdownText.Of(report.Standing));
        AddRow("at", journey.CurrentStep is { } step ? MarkdownText.Code(step.Value) : "before its first step");
        AddRow("stuck", MarkdownText.Of(report.Stuck ?? ""));
        AddRow("steps", MarkdownText.Of(Numbers.Count(journey.StepCount)));
        AddRow("begun", $"{Times.Full(journey.CreatedAt)} UTC");
        AddRow(journey.CompletedAt is null ? "seen" : "ended", $"{Times.Full(journey.CompletedAt ?? journey.UpdatedAt)} UTC");
        AddRow("with", MarkdownText.Of(MetadataText.Compact(journey.Metadata)));

        AddList("Failures", [.. report.Failures], MostFailures, Failure);
        AddList("Links", journey.Links, MostLinks, link => $"{MarkdownText.Code(link.ToString())} since {Times.Full(link.FirstSeen)}");
        AddList("Gaps", journey.Losses, MostLinks, loss => MarkdownText.Of(GapText.Of(loss)));
        card.Append("\n## Timeline\n\n")
            .Append(MarkdownText.Block(Timeline.Of(report, verbose: false, MostMoments).Lines(Width).Select(line => line.ToString())))
            .Append($"\nTimes are UTC. Written by {writer} at {Times.Full(report.Now)}.\n");
        return card.ToString();

        void AddRow(string name, string markdown)
        {
            if (markdown.Length > 0)
            {
                card.Append($"| {name} | {markdown} |\n");
            }
        }

        void AddList<T>(string title, IReadOnlyCollection<T> items, int most, Func<T, string> markdown)
        {
            if (items.Count > 0)
            {
                card.Append($"\n## {title}\n\n").AppendJoin("", items.Take(most).Select(item => $"- {markdown(item)}\n"));
                card.Append(items.Count > most ? $"- and {Numbers.Count(items.Count - most)} more\n" : "");
            }
        }
    }

    private static string Failure(JourneyMoment moment)
    {
        var (what, message, error) = moment switch
        {
            StepMoment { Step: var s } => ($"step {s.Order} {MarkdownText.Code(s.StepName.Value)}", MessageText.Without(s.StepName, s.Message), s.Error),
            ErrorMoment { Error: var e } => ("error between steps", e.Message, e.Error),
            LossMoment { Loss: var loss } => ("gap", GapText.Of(loss), null),
            _ => ("", null, null),
        };
        string?[] words = [message, error];
        var text = string.Join(" · ", words.Select(w => SafeText.FirstLine(w ?? "")).Where(w => w.Length > 0).Select(MarkdownText.Of));
        return $"**{Times.Full(moment.At)}** {what}{(text.Length > 0 ? ": " + text : "")}";
    }
}
