using System.Globalization;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>What the measuring of a target has found, while it is measured.</summary>
/// <param name="target">As <c>P5</c>.</param>
public sealed class Findings(string target)
{
    private readonly List<Judgement> _judgements = [];
    private readonly List<string> _details = [];

    public IReadOnlyList<Judgement> Judgements => _judgements;

    /// <summary>Lines of Markdown behind the table: the figures that the judgements come from.</summary>
    public IReadOnlyList<string> Details => _details;

    /// <summary>Judges a figure that is to be small; the format has its unit, as <c>+0.0 ns</c>.</summary>
    public void AtMost(string what, double measured, double limit, string format) =>
        Judge(what, "at most " + Text(limit, format), Text(measured, format), measured <= limit);

    /// <summary>Judges a figure that is to be large; the format has its unit, as <c>0.00 ×</c>.</summary>
    public void AtLeast(string what, double measured, double limit, string format) =>
        Judge(what, "at least " + Text(limit, format), Text(measured, format), measured >= limit);

    /// <summary>Says why a figure is missing.</summary>
    public void NotMeasured(string what, string limit, string reason) =>
        _judgements.Add(new Judgement(target, what, limit, reason, null));

    /// <summary>Adds a line of a few sentences for those who want to know more.</summary>
    public void Note(params FormattableString[] sentences) =>
        _details.Add(string.Join(' ', sentences.Select(FormattableString.Invariant)));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private void Judge(string what, string limit, string measured, bool isMet) =>
        _judgements.Add(new Judgement(target, what, limit, measured, isMet));
}
