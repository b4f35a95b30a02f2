using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>The line beside the steps that holds together those of one flow.</summary>
/// <param name="flows">The flow of each step, in order; null for none.</param>
internal sealed class FlowRail(string?[] flows)
{
    /// <summary>The piece beside a step.</summary>
    public Phrase Beside(int step) => Draw((IsOneFlow(step - 1), IsOneFlow(step)) switch
    {
        (false, true) => "┌",
        (true, true) => "│",
        (true, false) => "└",
        _ => " ",
    });

    /// <summary>The piece between a step and the next one; -1 for before the first.</summary>
    public Phrase Behind(int step) => Draw(IsOneFlow(step) ? "│" : " ");

    /// <summary>Whether a step and the next one are of the same flow.</summary>
    private bool IsOneFlow(int step) =>
        step >= 0 && step + 1 < flows.Length && flows[step] is { } flow && flow == flows[step + 1];

    private static Phrase Draw(string piece) => new(piece, Look.Dim);
}
