using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>A journey from top to bottom: when, how long after the step before, what, who, how long, what came of it.</summary>
internal sealed class Timeline
{
    /// <summary>Lines of one message, unless all is wanted.</summary>
    private const int MostLines = 3;

    private readonly bool _verbose;
    private readonly ILookup<int, JourneyRemark> _remarks;
    private readonly FlowRail _rail;
    private readonly Grid _grid;

    private int _index = -1; // of the last step drawn
    private SequenceStep? _before;
    private DateTimeOffset? _last;

    private Timeline(JourneyReport report, bool verbose)
    {
        var journey = report.Journey;
        _verbose = verbose;
        _remarks = report.Remarks.ToLookup(r => r.Order);
        _rail = new FlowRail([.. journey.Steps.OrderBy(s => s.Order).Select(s => s.Flow)]);
        _grid = new Grid(
            new Column { Right = true },
            new Column(),
            new Column { Right = true, Optional = true, GivesWay = 2 },
            new Column(),
            new Column { Gap = 1, Least = 16, GivesWay = 1 },
            new Column { Least = 6, Optional = true, GivesWay = 4 },
            new Column { Right = true, Optional = true, GivesWay = 3 },
            new Column { Least = 16, Optional = true, GivesWay = 5 })
        {
            Indent = 1,
        };
    }

    /// <param name="report">The journey, and what is unusual in it.</param>
    /// <param name="verbose">All of it.</param>
    /// <param name="most">Of more moments than this those in the middle are counted and not drawn, unless something failed.</param>
    public static Grid Of(JourneyReport report, bool verbose, int most = int.MaxValue)
    {
        var timeline = new Timeline(report, verbose);
        foreach (var part in MomentFolding.Fold(report.Moments, most))
        {
            timeline.Draw(part);
        }

        timeline.DrawLine(Waits.Since(report));
        if (report.Stuck is { } stuck)
        {
            timeline._grid.AddSpan([""], new Phrase("! " + stuck, Look.Warning), new Wrapping(2, "") { MostLines = MostLines });
        }

        return timeline._grid;
    }

    /// <summary>Only what was not told before, in columns as wide as the whole needs them.</summary>
    public static Grid NewsOf(JourneyReport report, bool verbose, Predicate<JourneyMoment> isNew)
    {
        var timeline = new Timeline(report, verbose);
        foreach (var part in MomentFolding.Fold(report.Moments, int.MaxValue))
        {
            timeline._grid.Hides = !isNew(part.Moment);
            timeline.Draw(part);
        }

        return timeline._grid;
    }

    private void Draw(FoldedMoment part)
    {
        if (part.Folded > 0)
        {
            DrawLine(new Phrase($"⋯ {Numbers.Of(part.Folded, "more event")}", Look.Dim));
        }

        var moment = part.Moment;
        var gap = moment is StepMoment or StatusMoment && part.Folded == 0 ? moment.At - _before?.Timestamp : null;
        var between = Waits.Between(_last, moment.At, gap);
        var isSaid = Waits.IsLong(gap);
        if (isSaid && moment is StepMoment { Step.Order: var order })
        {
            between.Add(string.Concat(LongWaits(order).Select(r => $" · ! {r.Text}")), Look.Warning);
        }

        DrawLine(between);
        _last = moment.At;
        switch (moment)
        {
            case StepMoment { Step: var step }:
                _index = part.Step;
                Draw(step);
                foreach (var remark in _remarks[step.Order].Except(isSaid ? LongWaits(step.Order) : []))
                {
                    DrawBelow("! " + remark.Text, Look.Warning);
                }

                _before = step;
                break;
            case LinkMoment { Link: var link }:
                Draw(link);
                break;
            case ErrorMoment { Error: var error }:
                Draw(error);
                break;
            case StatusMoment { Change: var change }:
                Draw(change);
                break;
            case LossMoment { Loss: var loss }:
                Draw(loss);
                break;
        }
    }

    private IEnumerable<JourneyRemark> LongWaits(int order) =>
        _remarks[order].Where(r => r.Kind is JourneyRemarkKind.LongWait);

    private void Draw(SequenceStep step)
    {
        var hasFailed = step.Status is StepStatus.Failed;
        var message = MessageText.Without(step.StepName, step.Message);
        var hasRoomOfItsOwn = hasFailed || _verbose;
        _grid.Add(
            new Phrase(Numbers.Count(step.Order), Look.Dim),
            TimeOf(step.Timestamp),
            Waits.InLine(step.Timestamp - _before?.Timestamp),
            _rail.Beside(_index),
            StatusMark.Before(step),
            new Phrase(step.Component == step.Flow ? "" : step.Component, Look.Dim), // the name tells the flow
            step.DurationMs is { } took ? Durations.Exact(took) : "",
            hasRoomOfItsOwn ? "" : Detail(message, step.Metadata));
        if (hasRoomOfItsOwn)
        {
            DrawBelow(message, hasFailed ? Look.Bad : Look.Plain);
            DrawError(step.Error);
            DrawBelow(MetadataText.Compact(step.Metadata, _verbose ? null : message), Look.Dim);
        }

        if (_verbose && step.TraceId is not null)
        {
            DrawBelow($"trace {step.TraceId} span {step.SpanId}", Look.Dim);
        }
    }

    private void Draw(SequenceLink link)
    {
        var text = new Phrase("↳ ", Look.Accent).Add(link.ToString(), Look.Accent);
        text.Add(link.LinkType == "primary" ? "" : $" ({link.LinkType})", Look.Dim);
        text.Add(_verbose && link.LastSeen > link.FirstSeen ? $" until {Times.Full(link.LastSeen)}" : "", Look.Dim);
        _grid.AddSpan(Beside(link.FirstSeen), text);
        if (_verbose)
        {
            DrawBelow(MetadataText.Compact(link.Metadata), Look.Dim);
        }
    }

    private void Draw(SequenceError error)
    {
        var message = SafeText.FirstLine(error.Message ?? "without a message");
        var text = new Phrase("✖ ERROR ", Look.Alarm).Add(message, Look.Bad);
        text.Add(error.Component is null ? "" : "  " + error.Component, Look.Dim);
        _grid.AddSpan(Beside(error.Timestamp), text, Wrapped());
        DrawError(error.Error);
        if (_verbose)
        {
            DrawBelow(MetadataText.Compact(error.Metadata), Look.Dim);
        }
    }

    private void Draw(SequenceStatusChange change)
    {
        var mark = StatusMark.Of(change.Status);
        var text = change.Status is SequenceStatus.Active
            ? new Phrase("● active again", mark.Look)
            : new Phrase("■ " + mark.Word, mark.Look);
        _grid.AddSpan(Beside(change.Timestamp), text.Add(change.Reason is null ? "" : $": {change.Reason}"), Wrapped());
    }

    private void Draw(SequenceLoss loss)
    {
        var text = new Phrase("✖ GAP ", Look.Alarm).Add(GapText.Of(loss), Look.Alarm);
        _grid.AddSpan(Beside(loss.From), text, Wrapped() with { MostLines = int.MaxValue });
    }

    private void DrawError(string? error)
    {
        if (string.IsNullOrWhiteSpace(error))
        {
            return;
        }

        foreach (var line in _verbose ? error.ReplaceLineEndings("\n").Split('\n') : [SafeText.FirstLine(error)])
        {
            DrawBelow(line, Look.Bad);
        }
    }

    private void DrawBelow(string text, Look look)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _grid.AddSpan(Below(), new Phrase("  ").Add(text, look), Wrapped());
        }
    }

    private void DrawLine(Phrase line)
    {
        if (line.Width > 0)
        {
            _grid.AddSpan([""], line);
        }
    }

    private Phrase TimeOf(DateTimeOffset time) => new(Times.OfDay(time, _verbose), Look.Plain);

    private static Phrase Detail(string message, string? metadata)
    {
        var detail = new Phrase(SafeText.FirstLine(message));
        var rest = MetadataText.Compact(metadata, message);
        return detail.Add(detail.Width > 0 && rest.Length > 0 ? "  " : "").Add(rest, Look.Dim);
    }

    private Phrase[] Beside(DateTimeOffset time) =>
        ["", IsTimeOfLastStep(time) ? "" : TimeOf(time), "", _rail.Behind(_index)];

    private bool IsTimeOfLastStep(DateTimeOffset time) =>
        _before is not null && Times.OfDay(_before.Timestamp, _verbose) == Times.OfDay(time, _verbose);

    private Wrapping Wrapped() => new(2, Below()) { MostLines = _verbose ? int.MaxValue : MostLines };

    private Phrase[] Below() => ["", "", "", _rail.Behind(_index)];
}
