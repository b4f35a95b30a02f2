using SequenceLogging.Importing;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What became of all files of an import.</summary>
internal sealed record ImportSummary(
    int Files, long Lines, long BlankLines, long Events, long PassedOver, long Sequences,
    long Emitted, long Stored, long Duplicate, long Rejected, long BadLines, double ElapsedMs)
{
    public static ImportSummary Of(ImportResult result, int files, TimeSpan elapsed) => new(
        files, result.Lines, result.BlankLines, result.Events, result.PassedOver, result.Groups,
        result.Emitted, result.Stored, result.Duplicate, result.Rejected, result.BadLineCount,
        Math.Round(elapsed.TotalMilliseconds, 1));

    public IEnumerable<Phrase> ToPhrases(string store)
    {
        var isNew = Stored > 0;
        yield return new Phrase(isNew ? "✔ " : "○ ", isNew ? Look.Good : Look.Warning)
            .Add($"{Numbers.Of(Files, "file")}, {Numbers.Of(Lines, "line")} in {Durations.Exact(ElapsedMs)} into {store}")
            .Add(isNew ? "" : ": nothing new", Look.Warning);
        yield return new Phrase("  lines    ", Look.Dim).Add($"{Numbers.Of(Events, "event")}")
            .Add($" · {Numbers.Count(PassedOver)} without step or link · {Numbers.Count(BlankLines)} blank", Look.Dim)
            .Add(BadLines > 0 ? $" · {Numbers.Count(BadLines)} bad" : "", Look.Alarm);
        yield return new Phrase("  records  ", Look.Dim).Add($"{Numbers.Count(Emitted)} = {Numbers.Count(Stored)} stored")
            .Add($" + {Numbers.Count(Duplicate)} there before", Duplicate > 0 ? Look.Plain : Look.Dim)
            .Add($" + {Numbers.Count(Rejected)} rejected", Rejected > 0 ? Look.Alarm : Look.Dim);
        if (Sequences > 0)
        {
            yield return new Phrase("  groups   ", Look.Dim).Add(Numbers.Of(Sequences, "sequence"));
        }
    }
}
