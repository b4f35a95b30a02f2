using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>The totals of a store.</summary>
internal static class StatisticsView
{
    private const double Fine = 0.99, Poor = 0.9;

    public static void Write(Page page, SystemStatistics statistics, DateTimeOffset now)
    {
        page.Write(Totals(statistics, now));
        WriteSection(page, Components(statistics.Components));
        WriteSection(page, Counters(statistics.Counters, page.Width));
        WriteSection(page, Delivery(statistics.Delivery));
        if (statistics.Recent.Count > 0)
        {
            page.WriteLine();
            page.Write(SequenceTable.Of(statistics.Recent, now, page.Width));
        }
    }

    private static void WriteSection(Page page, Grid? grid)
    {
        if (grid is not null)
        {
            page.WriteLine();
            page.Write(grid);
        }
    }

    private static Grid Totals(SystemStatistics statistics, DateTimeOffset now)
    {
        var (sequences, steps) = (statistics.Sequences, statistics.Steps);
        var grid = new Grid(new Column(), new Column { Right = true });
        var below = new Wrapping(2);
        Phrase[] Head(string name, long count) =>
            [new Phrase(name, Look.Dim), new Phrase(Numbers.Count(count), Look.Strong)];

        var byStatus = new Phrase("  ");
        AddStatus(SequenceStatus.Active, sequences.Active);
        AddStatus(SequenceStatus.Completed, sequences.Completed);
        AddStatus(SequenceStatus.Failed, sequences.Failed);
        AddStatus(SequenceStatus.Abandoned, sequences.Abandoned);
        grid.AddSpan(Head("sequences", sequences.Total), byStatus.TrimEnd(), below);
        grid.AddSpan(
            Head("steps", steps.Total),
            new Phrase("  ").Add($"✖ {Numbers.Count(steps.Failed)} failed", steps.Failed > 0 ? Look.Alarm : Look.Dim)
                .Add($"   {Numbers.Count(steps.Names)} names   {Numbers.Average(sequences.AverageSteps)} per sequence"),
            below);
        grid.AddSpan(
            Head("links", statistics.Links.Total),
            new Phrase("  ").Add(sequences.LastActivity is { } last ? $"last activity {Times.Full(last)} UTC" : "")
                .Add(sequences.LastActivity is { } seen ? $" · {Times.Ago(seen, now)}" : "", Look.Dim)
                .TrimEnd(),
            below);
        return grid;

        void AddStatus(SequenceStatus status, long count)
        {
            var mark = StatusMark.Of(status);
            byStatus.Add($"{mark.Sign} {Numbers.Count(count)} {mark.Word}", count > 0 ? mark.Look : Look.Dim).Add("   ");
        }
    }

    private static Grid? Components(IReadOnlyList<ComponentStatistics> components)
    {
        var grid = new Grid(
            new Column("component") { Least = 12, GivesWay = 1 },
            new Column("steps") { Right = true },
            new Column("completed") { Right = true, Optional = true, GivesWay = 2 },
            new Column("failed") { Right = true },
            new Column("success") { Right = true },
            new Column("p50") { Right = true, Optional = true, GivesWay = 3 },
            new Column("p95") { Right = true, Optional = true, GivesWay = 4 },
            new Column("p99") { Right = true, Optional = true, GivesWay = 5 });
        foreach (var component in components)
        {
            grid.Add(
                component.Component is null ? new Phrase("(none)", Look.Dim) : component.Component,
                Numbers.Count(component.TotalSteps),
                Numbers.Count(component.CompletedSteps),
                new Phrase(Numbers.Count(component.FailedSteps), component.FailedSteps > 0 ? Look.Alarm : Look.Dim),
                Rate(component.SuccessRate),
                Took(component.P50Ms),
                Took(component.P95Ms),
                Took(component.P99Ms));
        }

        return components.Count > 0 ? grid : null;
    }

    public static Phrase Rate(double? rate) =>
        rate is { } known ? new Phrase(Numbers.Percent(known), LookOf(known)) : new Phrase("–", Look.Dim);

    private static Look LookOf(double rate) => rate >= Fine ? Look.Good : rate >= Poor ? Look.Warning : Look.Alarm;

    public static Phrase Took(double? milliseconds) =>
        milliseconds is { } known ? Durations.Exact(known) : new Phrase("–", Look.Dim);

    private static Grid? Counters(IReadOnlyList<MonthCounter> counters, int width)
    {
        var months = new Phrase();
        foreach (var counter in counters)
        {
            months.Add(months.Width > 0 ? "   " : "").Add(counter.Month + "\u00A0", Look.Dim).Add(Numbers.Count(counter.Last));
        }

        var grid = new Grid(new Column());
        grid.AddSpan([new Phrase("ids issued", Look.Dim)], months, new Wrapping(1));
        return counters.Count > 0 ? grid : null;
    }

    private static Grid Delivery(DeliveryTotals delivery)
    {
        var grid = new Grid(new Column());
        Phrase[] head = [new Phrase("delivery  ", Look.Dim)];
        var line = new Phrase($"{Numbers.Count(delivery.Emitted)} emitted = {Numbers.Count(delivery.Stored)} stored");
        AddPart("duplicate", delivery.Duplicate, Look.Plain);
        AddPart("rejected", delivery.Rejected, Look.Alarm);
        AddPart("dropped", delivery.Dropped, Look.Alarm);
        AddPart("pending", delivery.Pending, Look.Warning);
        grid.AddSpan(head, line, new Wrapping(0));
        AddReasons("rejected", delivery.RejectedBy);
        AddReasons("dropped", delivery.DroppedBy);
        return grid;

        void AddPart(string name, long count, Look look) =>
            line.Add(" + ").Add($"{Numbers.Count(count)} {name}", count > 0 ? look : Look.Dim);

        void AddReasons(string name, IReadOnlyDictionary<string, long> reasons)
        {
            if (reasons.Values.Sum() > 0)
            {
                var text = string.Join(", ", reasons.Select(r => $"{Numbers.Count(r.Value)} {r.Key}"));
                grid.AddSpan([""], new Phrase($"✖ {name}: {text}", Look.Alarm), new Wrapping(1));
            }
        }
    }
}
