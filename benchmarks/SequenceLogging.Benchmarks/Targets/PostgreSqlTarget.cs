using PostgresServer;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>One node on PostgreSQL, against COPY of the rows alone. The server is the machine's own, started for this.</summary>
internal sealed class PostgreSqlTarget : Target
{
    private const double Half = 0.5;

    public override string Id => "P11";

    public override string Question => "PostgreSQL, one node: steps emitted by ILogger until durable, against COPY of the same rows";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        if (SharedServer.Absence is { } reason)
        {
            findings.NotMeasured("against one COPY of the same rows", "at least 0.50 ×", reason);
            return;
        }

        var load = effort.Load(500_000, 50_000, 1_000);
        var race = new Race(workspace);
        var ours = race.Add(
            folder => SequencesPeer.OnPostgreSql(folder, SharedServer.Server.NewStore()),
            load,
            examine: (peer, _) => AnsweredSteps.AssertAsync((SequencesPeer)peer, load));
        var copy = race.Add(_ => new CopyPeer(SharedServer.Server.NewStore()), load);
        var intoOurs = race.Add(_ => new CopyPeer(SharedServer.Server.NewStore(), intoOurs: true), load);
        var nothing = race.Add(
            SequencesPeer.OnNothing,
            load,
            examine: (peer, _) =>
            {
                Effect.Equal(load.Steps, ((SequencesPeer)peer).Log.Delivery.Stored, "steps that were taken");
                return Task.CompletedTask;
            });
        await race.RunAsync(effort.Choose(5, 2, 1));

        findings.AtLeast("against one COPY of the same rows", ours.Against(copy), Half, "0.00 ×");
        findings.Note(
            $"{load.Steps:#,0} steps of {load.Sequences:#,0} active sequences, {ours.Rates.Count} rounds in turns,",
            $"a server of PostgreSQL's own settings on the same machine, reached by a socket;",
            $"where there is room its files are in memory, for both.");
        findings.Note($"");
        findings.Note($"| | steps/s | from round to round | ours against it | when it is done |");
        findings.Note($"|---|---:|---:|---:|---|");
        findings.Note($"{ours.ToMarkdownRow(ours)}");
        findings.Note($"{copy.ToMarkdownRow(ours)}");
        findings.Note($"{intoOurs.ToMarkdownRow(ours)}");
        findings.Note($"{nothing.ToMarkdownRow(ours)}");
        findings.Note($"");
        findings.Note($"The indexes and partitions of our table of steps leave COPY {intoOurs.Against(copy):0.00} × of what it does without:");
        findings.Note($"no store with them gets beyond that. Before the store are the log calls themselves, {nothing.Against(copy):0.00} ×.");
    }
}
