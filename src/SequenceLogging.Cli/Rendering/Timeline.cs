using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Rendering;

/// <summary>A journey from top to bottom: when, how long after the step before, what, who, how long, what came of it.</summary>
internal sealed class Timeline
{
    /// <summary>Lines of one message, unless all is wanted.</summary>
    private const int MostLines = 3;

    private readonly bool _verbose;
    private readonly FlowRail _rail;
    private readonly Grid _grid;

    private int _index = -1; // of the last step drawn
    private SequenceStep? _before;
    private DateTimeOffset? _last;

    private Timeline(SequenceDetails journey, bool verbose)
    {
        _verbose = verbose;
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

    public static Grid Of(SequenceDetails journey, bool verbose, DateTimeOffset now)
    {
        var timeline = new Timeline(journey, verbose);
        foreach (var moment in Moment.AllOf(journey))
        {
            timeline.Draw(moment);
        }

        if (journey.CompletedAt is null)
        {
            timeline.DrawLine(Waits.Since(journey.UpdatedAt, now));
        }

        return timeline._grid;
    }

    private void Draw(Moment moment)
    {
        DrawLine(Waits.Between(_last, moment.At, moment is StepMoment or StatusMoment ? moment.At - _before?.Timestamp : null));
        _last = moment.At;
        switch (moment)
        {
            case StepMoment { Step: var step }:
                _index++;
                Draw(step);
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

    private void Draw(SequenceStep step)
    {
        var hasFailed = step.Status is StepStatus.Failed;
        var message = MessageText.Without(step.StepName, step.Message);
        var hasRoomOfItsOwn = hasFailed || _verbose;
        _grid.Add(
            new Phrase(Numbers.Count(step.Order), Palette.Dim),
            TimeOf(step.Timestamp),
            Waits.InLine(step.Timestamp - _before?.Timestamp),
            _rail.Beside(_index),
            StatusMark.Before(step),
            new Phrase(step.Component == step.Flow ? "" : step.Component, Palette.Dim), // the name tells the flow
            step.DurationMs is { } took ? Durations.Exact(took) : "",
            hasRoomOfItsOwn ? "" : Detail(message, step.Metadata));
        if (hasRoomOfItsOwn)
        {
            DrawBelow(message, hasFailed ? Palette.Bad : Palette.Plain);
            DrawError(step.Error);
            DrawBelow(MetadataText.Compact(step.Metadata, _verbose ? null : message), Palette.Dim);
        }

        if (_verbose && step.TraceId is not null)
        {
            DrawBelow($"trace {step.TraceId} span {step.SpanId}", Palette.Dim);
        }
    }

    private void Draw(SequenceLink link)
    {
        var text = new Phrase("↳ ", Palette.Accent).Add(link.ToString(), Palette.Accent);
        text.Add(link.LinkType == "primary" ? "" : $" ({link.LinkType})", Palette.Dim);
        text.Add(_verbose && link.LastSeen > link.FirstSeen ? $" until {Times.Full(link.LastSeen)}" : "", Palette.Dim);
        _grid.AddSpan(Beside(link.FirstSeen), text);
        if (_verbose)
        {
            DrawBelow(MetadataText.Compact(link.Metadata), Palette.Dim);
        }
    }

    private void Draw(SequenceError error)
    {
        var message = SafeText.FirstLine(error.Message ?? "without a message");
        var text = new Phrase("✖ ERROR ", Palette.Alarm).Add(message, Palette.Bad);
        text.Add(error.Component is null ? "" : "  " + error.Component, Palette.Dim);
        _grid.AddSpan(Beside(error.Timestamp), text, Wrapped());
        DrawError(error.Error);
        if (_verbose)
        {
            DrawBelow(MetadataText.Compact(error.Metadata), Palette.Dim);
        }
    }

    private void Draw(SequenceStatusChange change)
    {
        var mark = StatusMark.Of(change.Status);
        var text = change.Status is SequenceStatus.Active
            ? new Phrase("● active again", mark.Style)
            : new Phrase("■ " + mark.Word, mark.Style);
        _grid.AddSpan(Beside(change.Timestamp), text.Add(change.Reason is null ? "" : $": {change.Reason}"), Wrapped());
    }

    private void Draw(SequenceLoss loss)
    {
        var text = new Phrase("✖ GAP ", Palette.Alarm).Add(GapText.Of(loss), Palette.Alarm);
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
            DrawBelow(line, Palette.Bad);
        }
    }

    private void DrawBelow(string text, Spectre.Console.Style style)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _grid.AddSpan(Below(), new Phrase("  ").Add(text, style), Wrapped());
        }
    }

    private void DrawLine(Phrase line)
    {
        if (line.Width > 0)
        {
            _grid.AddSpan([""], line);
        }
    }

    private Phrase TimeOf(DateTimeOffset time) => new(Times.OfDay(time, _verbose), Palette.Plain);

    private static Phrase Detail(string message, string? metadata)
    {
        var detail = new Phrase(SafeText.FirstLine(message));
        var rest = MetadataText.Compact(metadata, message);
        return detail.Add(detail.Width > 0 && rest.Length > 0 ? "  " : "").Add(rest, Palette.Dim);
    }

    private Phrase[] Beside(DateTimeOffset time) =>
        ["", IsTimeOfLastStep(time) ? "" : TimeOf(time), "", _rail.Behind(_index)];

    private bool IsTimeOfLastStep(DateTimeOffset time) =>
        _before is not null && Times.OfDay(_before.Timestamp, _verbose) == Times.OfDay(time, _verbose);

    private Wrapping Wrapped() => new(2, Below()) { MostLines = _verbose ? int.MaxValue : MostLines };

    private Phrase[] Below() => ["", "", "", _rail.Behind(_index)];
}
