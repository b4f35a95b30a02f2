using SequenceLogging.Cli.Rendering;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary>
/// Shows a journey while it runs. On a terminal it has the screen to itself and leaves the last picture behind; elsewhere, and
/// in JSON, it only writes what is new.
/// </summary>
internal sealed class JourneyWatch(Surroundings around, ISequenceReader reader, bool verbose, bool isJson)
{
    private const string OtherScreen = "\u001b[?1049h", OwnScreen = "\u001b[?1049l", FromTheTop = "\u001b[H\u001b[J";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Page _page = new(around);
    private readonly HashSet<object> _told = [];
    private string _last = "";

    public async Task RunAsync(SequenceDetails journey, CancellationToken cancellationToken)
    {
        var redraws = around.CanRedraw && !isJson;
        var report = await JourneyReport.ReadAsync(reader, journey, new StuckRules(), around.Time.GetUtcNow(), cancellationToken);
        try
        {
            around.Out.Write(redraws ? OtherScreen : "");
            while (true)
            {
                await (redraws ? RedrawAsync(report) : AppendAsync(report));
                if (report.Journey.CompletedAt is not null)
                {
                    break;
                }

                await Task.Delay(Interval, around.Time, cancellationToken);
                report = await NextAsync(report, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how whoever watches goes away.
        }
        finally
        {
            around.Out.Write(redraws ? OwnScreen : "");
        }

        if (redraws)
        {
            _page.Write(Lines(report));
        }
    }

    // A store that is busy for a moment is no reason to end.
    private async ValueTask<JourneyReport> NextAsync(JourneyReport report, CancellationToken cancellationToken)
    {
        var id = report.Journey.SequenceId;
        try
        {
            var journey = await reader.GetDetailsAsync(id, cancellationToken)
                ?? throw new ExpectedFailure(ExitCode.NotFound, $"{id} is no longer there: it was pruned or erased.");
            return await JourneyReport.ReadAsync(reader, journey, new StuckRules(), around.Time.GetUtcNow(), cancellationToken);
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Busy)
        {
            return report with { Now = around.Time.GetUtcNow() };
        }
    }

    private async Task RedrawAsync(JourneyReport report)
    {
        var lines = Lines(report).ToList();
        var picture = string.Join('\n', lines);
        if (picture == _last)
        {
            return;
        }

        _last = picture;
        var card = Card(report).Count();
        var excess = lines.Count - around.TerminalHeight + 2; // with the line that tells it, above the cursor's
        if (excess > 1 && card + 1 < around.TerminalHeight)
        {
            lines.RemoveRange(card, excess);
            lines.Insert(card, new Phrase($"⋯ {Numbers.Of(excess, "line")} above", Look.Dim));
        }

        around.Out.Write(FromTheTop);
        _page.Write(lines);
        await around.Out.FlushAsync();
    }

    private async Task AppendAsync(JourneyReport report)
    {
        if (isJson)
        {
            AppendJson(report.Journey);
        }
        else
        {
            if (_last.Length == 0)
            {
                _last = report.Journey.SequenceId.ToString();
                _page.Write(Card(report));
            }

            _page.Write(Timeline.NewsOf(report, verbose, moment => _told.Add(KeyOf(moment))));
        }

        await around.Out.FlushAsync();
    }

    private void AppendJson(SequenceDetails journey)
    {
        using var json = new StringWriter();
        JourneyJson.Write(json, journey, JourneyJson.OnOneLine.SequenceDetails);
        if (json.ToString() is var document && document != _last)
        {
            _last = document;
            around.Out.Write(document);
        }
    }

    private IEnumerable<Phrase> Lines(JourneyReport report) =>
        [.. Card(report), .. Timeline.Of(report, verbose).Lines(_page.Width)];

    private IEnumerable<Phrase> Card(JourneyReport report) =>
        [.. JourneyCard.Lines(report.Journey, "", report.Now, _page.Width), new Phrase()];

    // A link that is logged again is the same link.
    private static object KeyOf(JourneyMoment moment) => moment switch
    {
        StepMoment { Step.Order: var order } => order,
        LinkMoment { Link: var link } => (link.ToString(), link.LinkType),
        _ => moment,
    };
}
