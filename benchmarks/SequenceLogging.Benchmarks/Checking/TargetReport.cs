namespace SequenceLogging.Benchmarks.Checking;

/// <summary>What is known of a target when it has been measured.</summary>
/// <param name="Id">As <c>P5</c>.</param>
/// <param name="Question">What it is about.</param>
/// <param name="Judgements">Its lines in the table.</param>
/// <param name="Details">What they come from, as Markdown.</param>
/// <param name="Load">How busy the machine was before.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">Why it broke off; null when it did not.</param>
public sealed record TargetReport(
    string Id,
    string Question,
    IReadOnlyList<Judgement> Judgements,
    IReadOnlyList<string> Details,
    double Load,
    double Seconds,
    string? Failure = null);
