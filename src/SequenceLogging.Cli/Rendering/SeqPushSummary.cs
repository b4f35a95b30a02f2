using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Seq;
using SequenceLogging.Seq.Pushing;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What became of a push.</summary>
internal sealed record SeqPushSummary(
    string Server, string State, long Events, long Bytes, long Trimmed, long SetAside, string? SetAsideFile, string? FirstRefusal,
    string? MinimumLevel, bool WentBack, double ElapsedMs)
{
    public static SeqPushSummary Of(SeqServer server, string state, SeqPushResult result, TimeSpan elapsed) => new(
        server.ToString(), state, result.Events, result.Bytes, result.Trimmed, result.SetAside,
        result.SetAside > 0 ? result.AsidePath : null, result.FirstRefusal, result.MinimumLevel, result.WentBack,
        Math.Round(elapsed.TotalMilliseconds, 1));

    public IEnumerable<Phrase> ToPhrases()
    {
        var isNew = Events > 0;
        yield return new Phrase(isNew ? "✔ " : "○ ", isNew ? Look.Good : Look.Warning)
            .Add($"{Numbers.Of(Events, "event")}, {Numbers.Bytes(Bytes)} in {Durations.Exact(ElapsedMs)} to {Server}")
            .Add(isNew ? "" : ": nothing new", Look.Warning)
            .Add(SetAside > 0 ? $" · {Numbers.Count(SetAside)} set aside" : "", Look.Alarm);
    }

    /// <summary>What one has to know beside.</summary>
    public IEnumerable<string> Notes()
    {
        if (SetAside > 0)
        {
            yield return $"Seq refused {Numbers.Of(SetAside, "event")}, the first one {FirstRefusal}. They are in {SetAsideFile}, with Seq's answers, and are not tried again.";
        }

        if (Trimmed > 0)
        {
            yield return $"{Numbers.Of(Trimmed, "event")} {(Trimmed == 1 ? "was" : "were")} longer than Seq takes and went trimmed; TrimmedFrom tells how long it was.";
        }

        if (MinimumLevel is not null)
        {
            yield return $"with this key Seq keeps events from {MinimumLevel} on and drops the others, which are most steps. Choose another level for the key, or another key.";
        }

        if (WentBack)
        {
            yield return "the newest steps are not those that were there at the last push (erased, or a restored store). Some events may be in Seq twice, with the same SequenceEventId.";
        }
    }
}
