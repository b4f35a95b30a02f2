using SequenceLogging.Insight.Components;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>How the steps of one name and component fared, for spreadsheets.</summary>
internal sealed record ComponentRow(string? Component, string Step, StepFigures Figures)
{
    public static IEnumerable<ComponentRow> Of(ComponentReport report) =>
        report.Components.SelectMany(c => c.Steps.Select(s => new ComponentRow(c.Component, s.Step, s.Figures)));
}
