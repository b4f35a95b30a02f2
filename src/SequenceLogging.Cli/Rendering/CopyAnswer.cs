using SequenceLogging.Moving;

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
        yield return (Faults > 0 ? new Phrase("✖ ", Palette.Alarm)
                : Moving > 0 ? new Phrase("○ ", Palette.Warning)
                : new Phrase("✔ ", Palette.Good))
            .Add($"{Numbers.Of(Sequences, "sequence")}, {Numbers.Of(Steps, "step")}, {Numbers.Of(Links, "link")} of {From} "
                + $"{(Sequences == 1 ? "is" : "are")} in {To}, alike field by field")
            .Add($" · {Numbers.Of(Passes, "pass", "es")} in {Durations.Exact(ElapsedMs)}", Palette.Dim);
        yield return new Phrase("  written  ", Palette.Dim).Add(Numbers.Of(Written, "record"))
            .Add(Written == 0 ? ": nothing new" : "", Palette.Warning)
            .Add(ReservedIds > 0 ? $" · {Numbers.Of(ReservedIds, "id")} reserved" : "", Palette.Dim);
        if (EventIds + Rejected > 0)
        {
            yield return new Phrase("  with     ", Palette.Dim)
                .Add($"{Numbers.Of(EventIds, "event id")} · {Numbers.Of(Rejected, "rejected event")}");
        }

        if (OnlyInTarget > 0)
        {
            yield return new Phrase("  beside   ", Palette.Dim).Add($"{Numbers.Of(OnlyInTarget, "sequence")} that only {To} has");
        }

        if (StepsOnlyInStatistics > 0)
        {
            yield return new Phrase("  left     ", Palette.Dim).Add(
                $"{Numbers.Of(StepsOnlyInStatistics, "step")} that were pruned or erased: only the statistics of {From} count them",
                Palette.Warning);
        }

        if (BadRows > 0)
        {
            yield return new Phrase("  bad      ", Palette.Dim).Add(Numbers.Of(BadRows, "row"), Palette.Alarm);
        }

        if (Faults > 0)
        {
            yield return new Phrase("  unlike   ", Palette.Dim).Add(Numbers.Of(Faults, "fault"), Palette.Alarm);
        }

        if (Moving > 0)
        {
            yield return new Phrase("  moving   ", Palette.Dim)
                .Add($"{Numbers.Count(Moving)} still: run it again", Palette.Warning);
        }
    }
}
