using System.Text.Json.Serialization;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What was pruned, or would be.</summary>
/// <param name="Store">From where.</param>
/// <param name="IdleSince">Nothing has happened in them since then.</param>
/// <param name="DryRun">Whether it was only counted.</param>
/// <param name="Sequences">Sequences.</param>
/// <param name="Steps">Their steps.</param>
/// <param name="Links">Their links.</param>
/// <param name="Others">What else belonged to them.</param>
/// <param name="IdleActive">Active ones that have been idle for as long and stay, since nobody asked for them.</param>
/// <param name="ElapsedMs">How long it took.</param>
internal sealed record PruneAnswer(
    string Store, [property: JsonConverter(typeof(Journeys.UtcTimeJsonConverter))] DateTimeOffset IdleSince, bool DryRun,
    long Sequences, long Steps, long Links, long Others, long IdleActive, double ElapsedMs)
{
    public static PruneAnswer Of(string store, PruneQuery query, Pruning pruned, long idleActive, TimeSpan elapsed) => new(
        store, query.IdleSince, query.IsDryRun, pruned.Sequences, pruned.Steps, pruned.Links, pruned.Others, idleActive,
        Math.Round(elapsed.TotalMilliseconds, 1));

    public Phrase ToPhrase() => new Phrase(
            Sequences == 0 || DryRun ? "○ " : "✔ ", Sequences == 0 || DryRun ? Look.Warning : Look.Good)
        .Add($"{(DryRun ? "would be pruned" : "pruned")} from {Store}: {Numbers.Of(Sequences, "sequence")}, {Numbers.Of(Steps, "step")}, "
            + $"{Numbers.Of(Links, "link")}, {Numbers.Of(Others, "other record")}")
        .Add($" · idle since {Times.Full(IdleSince)} UTC", Look.Dim)
        .Add($" · {Durations.Exact(ElapsedMs)}", Look.Dim);
}
