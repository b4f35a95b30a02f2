using SequenceLogging.Moving;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What a copy did, and how the two sides compare.</summary>
internal sealed record CopyAnswer(
    string From, string To, bool Complete, int Passes, long Sequences, long Steps, long Links, long EventIds, long Rejected,
    long Written, long ReservedIds, long OnlyInTarget, long StepsOnlyInStatistics, long Faults, long Moving, long BadRows,
    double ElapsedMs)
{
    public static CopyAnswer Of(CopyResult result, string from, string to, long badRows, TimeSpan elapsed) => new(
        from, to, result.IsComplete, result.Passes, result.Sequences, result.Steps, result.Links, result.EventIds, result.Rejected,
        result.Written, result.ReservedIds, result.OnlyInTarget, result.StepsOnlyInStatistics, result.FaultCount, result.MovingCount,
        badRows, Math.Round(elapsed.TotalMilliseconds, 1));

    public IEnumerable<Phrase> ToPhrases()
    {
        yield return (Faults > 0 ? new Phrase("✖ ", Look.Alarm)
                : Moving > 0 ? new Phrase("○ ", Look.Warning)
                : new Phrase("✔ ", Look.Good))
            .Add($"{Numbers.Of(Sequences, "sequence")}, {Numbers.Of(Steps, "step")}, {Numbers.Of(Links, "link")} of {From} "
                + $"{(Sequences == 1 ? "is" : "are")} in {To}, alike field by field")
            .Add($" · {Numbers.Of(Passes, "pass", "es")} in {Durations.Exact(ElapsedMs)}", Look.Dim);
        yield return new Phrase("  written  ", Look.Dim).Add(Numbers.Of(Written, "record"))
            .Add(Written == 0 ? ": nothing new" : "", Look.Warning)
            .Add(ReservedIds > 0 ? $" · {Numbers.Of(ReservedIds, "id")} reserved" : "", Look.Dim);
        if (EventIds + Rejected > 0)
        {
            yield return new Phrase("  with     ", Look.Dim)
                .Add($"{Numbers.Of(EventIds, "event id")} · {Numbers.Of(Rejected, "rejected event")}");
        }

        if (OnlyInTarget > 0)
        {
            yield return new Phrase("  beside   ", Look.Dim).Add($"{Numbers.Of(OnlyInTarget, "sequence")} that only {To} has");
        }

        if (StepsOnlyInStatistics > 0)
        {
            yield return new Phrase("  left     ", Look.Dim).Add(
                $"{Numbers.Of(StepsOnlyInStatistics, "step")} that were pruned or erased: only the statistics of {From} count them",
                Look.Warning);
        }

        if (BadRows > 0)
        {
            yield return new Phrase("  bad      ", Look.Dim).Add(Numbers.Of(BadRows, "row"), Look.Alarm);
        }

        if (Faults > 0)
        {
            yield return new Phrase("  unlike   ", Look.Dim).Add(Numbers.Of(Faults, "fault"), Look.Alarm);
        }

        if (Moving > 0)
        {
            yield return new Phrase("  moving   ", Look.Dim)
                .Add($"{Numbers.Count(Moving)} still: run it again", Look.Warning);
        }
    }
}
