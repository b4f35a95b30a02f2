using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// Steps by <c>ILogger</c> until they are durable and all questions have their answers, against the best that SQLite can do
/// at all, a conventional log sink on SQLite, and a buffered log file.
/// </summary>
internal sealed class StoredStepsTarget : Target
{
    public override string Id => "P5";

    public override string Question => "steps emitted by ILogger until durable in SQLite (FULL), all questions answerable, 5,000 active sequences, three properties each";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        var load = effort.Load(1_000_000, 200_000, 2_000);
        var small = effort.Load(100_000, 20_000, 500);
        var race = new Race(workspace);

        // Neighbours are those whose ratio has a target: the machine may have another mood some seconds later.
        var raw = race.Add(folder => new RawSqlitePeer(folder), load);
        var ours = race.Add(folder => SequencesPeer.OnSqlite(folder), load, examine: (peer, _) => AnsweredSteps.AssertAsync((SequencesPeer)peer, load));
        var conventional = race.Add(ConventionalSqlitePeer.AsSqliteComes, small);
        var file = race.Add(folder => new SerilogFilePeer(folder, FileWriting.Buffered), load);
        var logged = race.Add(ConventionalSqlitePeer.WithWriteAheadLog, small);
        var careless = race.Add(ConventionalSqlitePeer.WithJournalInMemory, small);
        var warmUps = effort.Choose(3, 5, 1);
        await race.RunAsync(effort.Choose(11, 3, 1), warmUps);

        findings.AtLeast("against the raw SQLite append of the same bytes", ours.Against(raw), 0.5, "0.00 ×");
        findings.AtLeast("against a conventional SQLite log sink of the same durability", ours.Against(conventional), 10, "0.0 ×");
        findings.AtLeast("against Serilog's buffered JSON file", ours.Against(file), 0.6, "0.00 ×");
        findings.Note(
            $"{load.Steps:#,0} steps of {load.Sequences:#,0} active sequences, {ours.Rates.Count} rounds in turns;",
            $"the conventional sink gets {small.Steps:#,0}, since it is slow. Each step is logged inside its journey's scope (`Resume`;",
            $"the others push a property). Rates are medians, ratios the medians of the rounds. Before them come {warmUps} to warm up:",
            $"the compiler worked beside ours for {string.Join(", ", ours.CompilerTimes.Take(warmUps).Select(Milliseconds))} ms in these, and for",
            $"{string.Join(", ", ours.CompilerTimes.Skip(warmUps).Select(Milliseconds))} ms in those that count;",
            $"beside the conventional sink for {string.Join(", ", conventional.CompilerTimes.Take(warmUps).Select(Milliseconds))} and",
            $"{string.Join(", ", conventional.CompilerTimes.Skip(warmUps).Select(Milliseconds))}.",
            $"Ten times the conventional sink would be {10 * conventional.Against(raw):0.00} × the raw append in this run.");
        findings.Note($"");
        findings.Note($"| | steps/s | from round to round | ours against it | when it is done |");
        findings.Note($"|---|---:|---:|---:|---|");
        foreach (var entrant in new[] { ours, raw, file, conventional, logged, careless })
        {
            findings.Note($"{entrant.ToMarkdownRow(ours)}");
        }

        static string Milliseconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalMilliseconds:0}");
    }
}
