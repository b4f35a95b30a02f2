using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>How the components fare.</summary>
internal static class ComponentView
{
    /// <summary>Stands for the component of steps that name none.</summary>
    public const string NoName = "(none)";

    private const int MostErrors = 10;

    public static void WriteAll(Page page, ComponentReport report, DateTimeOffset now)
    {
        if (report.Components.Count == 0)
        {
            page.WriteLine(new Phrase($"no step from {report.FirstDay:yyyy-MM-dd} to {report.LastDay:yyyy-MM-dd}. Ask for more --days, or --until an earlier one.", Look.Dim));
            return;
        }

        page.Write(Figures("component", report.Components.Select(c => (NameOf(c), c.Figures))));
        WriteErrors(page, ErrorsOf(report), now);
    }

    public static void WriteOne(Page page, ComponentFigures component, DateTimeOffset now)
    {
        page.Write(Figures("step", component.Steps.Select(s => (new Phrase(s.Step), s.Figures))));
        page.WriteLine();
        page.Write(Figures("day", component.Days.Select(d => (new Phrase($"{d.Day:yyyy-MM-dd}"), d.Figures))));
        WriteErrors(page, component.Errors, now);
        if (component.RecentErrors.Count > 0)
        {
            page.WriteLine();
            page.Write(Recent(component.RecentErrors, now));
        }
    }

    /// <summary>All groups of errors in the order in which they are numbered.</summary>
    public static IReadOnlyList<ErrorGroup> ErrorsOf(ComponentReport report) =>
        [.. report.Components.SelectMany(c => c.Errors).OrderByDescending(g => g.Count).ThenByDescending(g => g.LastSeen)];

    private static Grid Figures(string title, IEnumerable<(Phrase Name, StepFigures Figures)> rows)
    {
        var grid = new Grid(
            new Column(title) { Least = 12, GivesWay = 1 },
            new Column("steps") { Right = true },
            new Column("failed") { Right = true },
            new Column("success") { Right = true },
            new Column("p50") { Right = true, Optional = true, GivesWay = 3 },
            new Column("p95") { Right = true, Optional = true, GivesWay = 2 },
            new Column("p99") { Right = true, Optional = true, GivesWay = 4 });
        foreach (var (name, figures) in rows)
        {
            grid.Add(
                name,
                Numbers.Count(figures.TotalSteps),
                new Phrase(Numbers.Count(figures.FailedSteps), figures.FailedSteps > 0 ? Look.Alarm : Look.Dim),
                StatisticsView.Rate(figures.SuccessRate),
                StatisticsView.Took(figures.P50Ms),
                StatisticsView.Took(figures.P95Ms),
                StatisticsView.Took(figures.P99Ms));
        }

        return grid;
    }

    private static void WriteErrors(Page page, IReadOnlyList<ErrorGroup> groups, DateTimeOffset now)
    {
        if (groups.Count == 0)
        {
            return;
        }

        var grid = new Grid(
            new Column("#") { Right = true },
            new Column("error") { Least = 16, GivesWay = 1 },
            new Column("at") { Least = 12, GivesWay = 2 },
            new Column("count") { Right = true },
            new Column("sequences") { Right = true },
            new Column("first") { Right = true, Optional = true, GivesWay = 4 },
            new Column("last") { Right = true, Optional = true, GivesWay = 3 });
        foreach (var (group, at) in groups.Take(MostErrors).Select((g, at) => (g, at)))
        {
            grid.Add(
                Numbers.Count(at + 1),
                new Phrase(group.Type, Look.Bad),
                group.Step?.Value ?? group.Component ?? NoName,
                Numbers.Count(group.Count),
                Numbers.Count(group.Sequences),
                new Phrase(Times.Ago(group.FirstSeen, now), Look.Dim),
                new Phrase(Times.Ago(group.LastSeen, now), Look.Dim));
        }

        page.WriteLine();
        page.Write(grid);
        if (groups.Count > MostErrors)
        {
            page.WriteLine(new Phrase($"and {Numbers.Of(groups.Count - MostErrors, "more group")} of errors: --json has them all", Look.Dim));
        }
    }

    private static Grid Recent(IReadOnlyList<StoredError> errors, DateTimeOffset now)
    {
        var grid = new Grid(
            new Column("newest") { Right = true },
            new Column("sequence"),
            new Column("at") { Optional = true, GivesWay = 2 },
            new Column("error") { Least = 16, GivesWay = 1 });
        foreach (var error in errors)
        {
            grid.Add(
                new Phrase(Times.Ago(error.Timestamp, now), Look.Dim),
                new Phrase(error.SequenceId.ToString(), Look.Id),
                error.StepName?.Value,
                new Phrase(SafeText.FirstLine(error.Error ?? error.Message ?? "without a message"), Look.Bad));
        }

        return grid;
    }

    private static Phrase NameOf(ComponentFigures component) =>
        component.Component is { } name ? name : new Phrase(NoName, Look.Dim);
}
