using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Exports;

/// <summary>A journey as one page that opens anywhere, offline: no script, nothing from elsewhere, and a policy that says so.</summary>
internal sealed class JourneyHtml
{
    private static readonly string Style = ReadStyle();

    private readonly HtmlText _html = new();
    private readonly JourneyReport _report;
    private readonly ILookup<int, JourneyRemark> _remarks;
    private readonly Dictionary<JourneyMoment, int> _places = new(ReferenceEqualityComparer.Instance);

    private JourneyHtml(JourneyReport report)
    {
        _report = report;
        _remarks = report.Remarks.ToLookup(r => r.Order);
        foreach (var moment in report.Moments)
        {
            _places[moment] = _places.Count;
        }
    }

    /// <param name="report">The journey, and what is unusual in it.</param>
    /// <param name="writer">What writes the page, as its foot says it.</param>
    public static string Of(JourneyReport report, string writer)
    {
        var page = new JourneyHtml(report);
        page.AddHead();
        page.AddCard();
        page.AddFailures();
        page.AddTimeline();
        page._html.Add($"<footer>All times are UTC. Written by {writer} at {Times.Full(report.Now)}.</footer>\n</main>\n</body>\n</html>\n");
        return page._html.ToString();
    }

    private static string ReadStyle()
    {
        using var css = new StreamReader(typeof(JourneyHtml).Assembly.GetManifestResourceStream("journey.css")!);
        return css.ReadToEnd().ReplaceLineEndings("\n");
    }

    private void AddHead()
    {
        var journey = _report.Journey;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
        _html.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n");
        _html.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\" />\n");
        _html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<meta name=\"referrer\" content=\"no-referrer\" />\n");
        _html.Add($"<meta name=\"color-scheme\" content=\"light dark\" />\n<title>{journey.SequenceId.ToString()} {journey.Status.ToText()}</title>\n<style>");
        _html.AddOwn(Style);
        _html.Add($"</style>\n</head>\n<body>\n<main>\n");
    }

    private void AddCard()
    {
        var journey = _report.Journey;
        var mark = StatusMark.Of(journey.Status);
        _html.Add($"<header>\n<h1>{journey.SequenceId.ToString()}</h1>\n<p class=\"status {mark.Word}\">{mark.Sign} {mark.Word}</p>\n");
        if (journey.Losses.Count > 0)
        {
            _html.Add($"<p class=\"status failed\">✖ with gaps</p>\n");
        }

        _html.Add($"<dl>\n");
        AddFact("who", JourneyCard.Who(journey));
        AddFact("stands", _report.Standing);
        AddFact("at", journey.CurrentStep?.Value ?? "before its first step");
        AddFact("stuck", _report.Stuck);
        AddFact("steps", Numbers.Count(journey.StepCount));
        AddFact("begun", Times.Full(journey.CreatedAt));
        AddFact(journey.CompletedAt is null ? "seen" : "ended", Times.Full(journey.CompletedAt ?? journey.UpdatedAt));
        AddFact("gaps", journey.Losses.Count > 0 ? GapText.Sum(journey.Losses) : null);
        foreach (var (name, value) in MetadataText.Pairs(journey.Metadata))
        {
            AddFact(name, value);
        }

        foreach (var link in journey.Links)
        {
            AddFact("link", link.ToString());
        }

        _html.Add($"</dl>\n</header>\n");
    }

    private void AddFact(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _html.Add($"<dt dir=\"auto\">{name}</dt><dd dir=\"auto\">{value}</dd>\n");
        }
    }

    private void AddFailures()
    {
        var failures = _report.Failures.ToList();
        if (failures.Count == 0)
        {
            return;
        }

        _html.Add($"<section class=\"failures\">\n<h2>✖ {Numbers.Of(failures.Count, "failure")}</h2>\n<ul>\n");
        foreach (var moment in failures)
        {
            var row = EventRow.Of(_report.Journey, moment);
            _html.Add($"<li><a href=\"#m{IndexOf(moment)}\"><time>{Times.Full(row.Timestamp)}</time> <b dir=\"auto\">{row.StepName?.Value ?? row.Kind}</b></a>");
            AddParagraph("message", SafeText.FirstLine(MessageOf(row)));
            AddParagraph("error", SafeText.FirstLine(row.Error ?? ""));
            _html.Add($"</li>\n");
        }

        _html.Add($"</ul>\n</section>\n");
    }

    private void AddTimeline()
    {
        _html.Add($"<section>\n<h2>Timeline</h2>\n<ol class=\"timeline\">\n");
        (DateTimeOffset? last, SequenceStep? before) = (null, null);
        foreach (var moment in _report.Moments)
        {
            var gap = moment is StepMoment or StatusMoment ? moment.At - before?.Timestamp : null;
            AddLine("wait", Waits.IsLong(gap) ? $"⋯ {Durations.Long(gap!.Value)}" : "");
            AddLine("day", last?.UtcDateTime.Date != moment.At.UtcDateTime.Date ? Times.Day(moment.At) : "");
            AddMoment(moment, Waits.InLine(gap).ToString());
            last = moment.At;
            before = (moment as StepMoment)?.Step ?? before;
        }

        AddLine("wait", Waits.Since(_report).ToString());
        AddLine("remark", _report.Stuck ?? "");
        _html.Add($"</ol>\n</section>\n");
    }

    private void AddLine(string kind, string text)
    {
        if (text.Length > 0)
        {
            _html.Add($"<li class=\"{kind}\" dir=\"auto\">{text}</li>\n");
        }
    }

    private void AddMoment(JourneyMoment moment, string wait)
    {
        var row = EventRow.Of(_report.Journey, moment);
        var kind = JourneyReport.IsFailure(moment) ? "failed" : row.Status ?? row.Kind;
        _html.Add($"<li id=\"m{IndexOf(moment)}\" class=\"moment {row.Kind} {kind}\"><time>{Times.OfDay(row.Timestamp)}</time><span class=\"gap\">{wait}</span><div>");
        _html.Add($"<p class=\"what\"><b dir=\"auto\">{MomentText.Sign(moment)} {MomentText.What(row)}</b>");
        AddAside(row.Component == row.StepName?.Flow || row.Kind is "link" ? null : row.Component);
        AddAside(row.DurationMs is { } took ? Durations.Exact(took) : null);
        _html.Add($"</p>");
        if (row.Kind is not "link" || row.Message is not "primary")
        {
            AddParagraph("message", MessageOf(row));
        }

        AddParagraph("error", SafeText.FirstLine(row.Error ?? ""));
        foreach (var remark in moment is StepMoment { Step.Order: var order } ? _remarks[order] : [])
        {
            AddParagraph("remark", "! " + remark.Text);
        }

        AddMore(row);
        _html.Add($"</div></li>\n");
    }

    private void AddAside(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _html.Add($" <span class=\"aside\" dir=\"auto\">{text}</span>");
        }
    }

    private void AddParagraph(string kind, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _html.Add($"<p class=\"{kind}\" dir=\"auto\">{text}</p>");
        }
    }

    // What is long opens when it is asked for.
    private void AddMore(EventRow row)
    {
        var pairs = MetadataText.Pairs(row.Metadata).ToList();
        if (pairs.Count > 0)
        {
            _html.Add($"<details><summary>{(pairs.Count == 1 ? "1 property" : Numbers.Of(pairs.Count, "properties", ""))}</summary><dl>");
            pairs.ForEach(p => AddFact(p.Name, p.Value));
            _html.Add($"</dl></details>");
        }

        if (row.Error?.AsSpan().Trim().Contains('\n') is true)
        {
            _html.Add($"<details><summary>whole error</summary><pre dir=\"auto\">{row.Error}</pre></details>");
        }
    }

    private static string MessageOf(EventRow row) =>
        row.StepName is { } name ? MessageText.Without(name, row.Message) : row.Message ?? "";

    private int IndexOf(JourneyMoment moment) => _places[moment];
}
