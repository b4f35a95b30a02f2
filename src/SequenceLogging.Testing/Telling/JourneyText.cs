using System.Globalization;
using System.Text;
using SequenceLogging.Journeys;

namespace SequenceLogging.Testing.Telling;

/// <summary>Journeys as the message of a failed test shows them.</summary>
internal static class JourneyText
{
    /// <summary>Of how many journeys, or rejected events, a message tells.</summary>
    public const int MostShown = 10;

    private const int LongestText = 120;

    public static string Of(IReadOnlyList<SequenceDetails> journeys)
    {
        var text = new StringBuilder();
        foreach (var journey in journeys.TakeLast(MostShown))
        {
            text.AppendLine().AppendLine().Append(Head(journey));
            foreach (var line in Lines(journey))
            {
                text.AppendLine().Append("  ").Append(line);
            }
        }

        return text.ToString();
    }

    public static string Of(IReadOnlyList<RejectedEvent> rejected)
    {
        var text = new StringBuilder();
        foreach (var one in rejected)
        {
            text.AppendLine().Append(text.Length == 0 ? Environment.NewLine : "")
                .Append("rejected: ").Append(one.Reason).Append(Said(one.Message)).Append(Said(one.Metadata)).Append(Said(one.Error));
        }

        return text.ToString();
    }

    private static string Head(SequenceDetails journey) =>
        $"{journey.SequenceId}  {journey.Status.ToText()}  {(journey.UserId is { } user ? "user " + Short(user.Value) : "nobody's")}";

    private static IEnumerable<string> Lines(SequenceDetails journey) =>
    [
        .. journey.Steps.Select(Line),
        .. journey.Links.Select(link => $"link   {Short(link.ToString())}" + (link.LinkType == "primary" ? "" : $" ({Short(link.LinkType)})")),
        .. journey.Errors.Where(error => error.StepName is null).Select(error =>
            $"error  after step {Number(error.Order)}{Said(error.Message)}{Said(error.Error)}"),
        .. journey.Losses.Select(loss => $"gap    after step {Number(loss.Order)}: {Number(loss.Count)} dropped, {loss.Reason}"),
        .. journey.Steps.Count + journey.Links.Count == 0 ? ["without a step or a link"] : Array.Empty<string>(),
    ];

    private static string Line(SequenceStep step) =>
        $"{Number(step.Order),-5}  {step.Status.ToText(),-9}  {step.StepName}{Said(step.Metadata)}{Said(step.Error)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Said(string? text) => string.IsNullOrEmpty(text) ? "" : "  " + Short(text);

    /// <summary>The first line, as far as it is not too long.</summary>
    private static string Short(string text)
    {
        var line = text.AsSpan().TrimStart("\r\n");
        var end = line.IndexOfAny("\r\n");
        line = end < 0 ? line : line[..end];
        return line.Length <= LongestText ? line.ToString() : string.Concat(line[..LongestText], "…");
    }
}
