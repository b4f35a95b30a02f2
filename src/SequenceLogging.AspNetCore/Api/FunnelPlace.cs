using System.Globalization;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Funnels;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Which number of a funnel is opened, as the command line's <c>--open</c> writes it: <c>left:2</c>.</summary>
internal sealed record FunnelPlace(string Text, FunnelPart Part, int? Step, string? Next)
{
    public const string Help =
        "reached:2, left:2 or in-progress:2 of a step by its place, left:2:STEP for those who left for another step (left:2: for none), "
        + "converted, outside for those who never made the first step, or all.";

    private const string Converted = "converted", Outside = "outside", Everyone = "all";

    /// <exception cref="FormatException">The text is no number of a funnel.</exception>
    public static FunnelPlace Parse(string text)
    {
        var parts = text.Split(':', 3);
        FunnelPart? part = parts[0] switch
        {
            "reached" => FunnelPart.Reached,
            "left" => FunnelPart.Left,
            "in-progress" => FunnelPart.InProgress,
            _ => null,
        };
        return (text, part) switch
        {
            (Converted or Everyone, _) => new FunnelPlace(text, FunnelPart.Reached, null, null),
            (Outside, _) => new FunnelPlace(text, FunnelPart.Reached, 0, null),
            (_, { } known) when parts.Length == 2 && IsStep(parts[1], out var step) => new FunnelPlace(text, known, step, null),
            (_, FunnelPart.Left) when parts.Length == 3 && IsStep(parts[1], out var step) => new FunnelPlace(text, FunnelPart.Left, step, parts[2]),
            _ => throw new FormatException($"{Quoted.Text(text)} is no number of a funnel. Write {Help}"),
        };
    }

    /// <summary>The sequences that it counts.</summary>
    /// <exception cref="FormatException">The funnel has no such step.</exception>
    public SequenceSelection Of(FunnelReport report, FunnelGroup? group)
    {
        var steps = report.Funnel.Steps.Count;
        var step = Step ?? steps;
        return (Text, step) switch
        {
            (Everyone, _) => group is null ? new SequenceSelection(report.Query, _ => 1) : report.Open(group),
            (_, _) when step > steps => throw new FormatException($"the funnel has {steps} steps; there is no {Quoted.Text(Text)}."),
            _ when Next is not null => report.OpenLeft(step, Next.Length == 0 ? null : Next, group),
            _ => report.Open(Part, step, group),
        };
    }

    private static bool IsStep(string text, out int step) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step) && step > 0;
}
