using System.Globalization;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Funnels;

namespace SequenceLogging.Reporting.Asking;

/// <summary>Which number of a funnel is opened: <c>left:2</c>.</summary>
internal sealed class FunnelNumber
{
    public const string Help =
        "reached:2, left:2, in-progress:2 of a step by its place, left:2:STEP for those who left for another step, "
        + "converted, or outside for those who never made the first step.";

    private readonly string _text;
    private readonly FunnelPart _part;
    private readonly int? _step;
    private readonly string? _next;

    private FunnelNumber(string text, FunnelPart part, int? step, string? next = null) =>
        (_text, _part, _step, _next) = (text, part, step, next);

    /// <summary>Behind "no sequence".</summary>
    public string Words => "of " + _text;

    /// <exception cref="FormatException">The text is no number of a funnel.</exception>
    public static FunnelNumber Parse(string text)
    {
        var parts = text.Split(':', 3);
        FunnelPart? part = parts[0] switch
        {
            "reached" => FunnelPart.Reached,
            "left" => FunnelPart.Left,
            "in-progress" or "inProgress" => FunnelPart.InProgress,
            _ => null,
        };
        return (text, part) switch
        {
            ("converted", _) => new FunnelNumber(text, FunnelPart.Reached, null),
            ("outside", _) => new FunnelNumber(text, FunnelPart.Reached, 0),
            (_, { } known) when parts.Length == 2 && IsStep(parts[1], out var step) => new FunnelNumber(text, known, step),
            (_, FunnelPart.Left) when parts.Length == 3 && IsStep(parts[1], out var step) => new FunnelNumber(text, FunnelPart.Left, step, parts[2]),
            _ => throw new FormatException($"\"{text}\" is no number of a funnel. Write {Help}"),
        };
    }

    /// <summary>The sequences that it counts.</summary>
    /// <exception cref="FormatException">The funnel has no such step.</exception>
    public SequenceSelection Of(FunnelReport report, FunnelGroup? group)
    {
        var step = _step ?? report.Funnel.Steps.Count;
        if (step > report.Funnel.Steps.Count)
        {
            throw new FormatException($"the funnel has {report.Funnel.Steps.Count} steps; there is no \"{_text}\".");
        }

        return _next is null ? report.Open(_part, step, group) : report.OpenLeft(step, _next.Length == 0 ? null : _next, group);
    }

    private static bool IsStep(string text, out int step) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step) && step > 0;
}
