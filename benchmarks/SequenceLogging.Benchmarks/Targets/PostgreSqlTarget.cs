using PostgresServer;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Timing;

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
        var server = SharedServer.Server;
        var race = new Race(workspace, server.IsOwn ? ProcessorClock.WithServerOf(server.ConnectionString) : null);
        var ours = race.Add(
            folder => SequencesPeer.OnPostgreSql(folder, server.NewStore()),
            load,
            examine: (peer, _) => AnsweredSteps.AssertAsync((SequencesPeer)peer, load));
        var copy = race.Add(_ => CopyPeer.AtOnce(server.NewStore()), load, examine: (peer, _) => AssertCopiedAsync(peer, load));
        var chained = race.Add(
            _ => CopyPeer.ByBatches(server.NewStore(), StepLayout.Chained), load, examine: (peer, _) => AssertCopiedAsync(peer, load));
        var indexed = race.Add(
            _ => CopyPeer.ByBatches(server.NewStore(), StepLayout.Indexed), load, examine: (peer, _) => AssertCopiedAsync(peer, load));
        var intoOurs = race.Add(_ => CopyPeer.IntoOurs(server.NewStore()), load, examine: (peer, _) => AssertCopiedAsync(peer, load));
        var nothing = race.Add(
            SequencesPeer.OnNothing,
            load,
            examine: (peer, _) =>
            {
                var counts = ((SequencesPeer)peer).Log.Delivery;
                AnsweredSteps.AssertDelivered(counts);
                Effect.Equal(load.Steps, counts.Stored, "steps that were taken");
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
        foreach (var entrant in new[] { ours, copy, chained, indexed, intoOurs, nothing })
        {
            findings.Note($"{entrant.ToMarkdownRow(ours)}");
        }

        findings.Note($"");
        findings.Note(
            $"Against one COPY, COPY by batches reaches {chained.Against(copy):0.00} × with an index on the rows' numbers,",
            $"{indexed.Against(copy):0.00} × with one by which a journey's steps are found at once, {intoOurs.Against(copy):0.00} × with",
            $"the indexes and partitions of our table: no store with them and such batches gets beyond that.",
            $"Before the store are the log calls themselves, {nothing.Against(copy):0.00} ×.");
        if (nothing.ProcessorTimes.Count > 0)
        {
            NoteProcessorTimes(findings, nothing, ours, copy, [copy, chained, indexed, intoOurs]);
        }
    }

    /// <summary>
    /// A store that does nothing but one COPY, and waits for nothing, has the cores to share with the log calls; COPY by itself has
    /// one client and one server, and is as fast as the slower of them. Neither depends on who else is on the machine.
    /// </summary>
    private static void NoteProcessorTimes(
        Findings findings, Race.Entrant calls, Race.Entrant ours, Race.Entrant copy, Race.Entrant[] entrants)
    {
        var cores = Environment.ProcessorCount;
        var copyAlone = copy.ProcessorTimes.Select(t => Math.Min(1e6 / Math.Max(t.Here, t.Server), cores * 1e6 / (t.Here + t.Server))).ToArray();
        findings.Note($"");
        findings.Note(
            $"Processor time of this process and of the server's. Log calls, journal and queue take {Median.Of(Both(calls)):0.00} µs a step,",
            $"all of ours {Median.Of(Both(ours)):0.00}. If a store did nothing but one of these, on {cores} cores that wait for nothing and",
            $"serve nobody else; one COPY has the whole machine, too, and comes to {Median.Of(copyAlone):#,0} rows/s there:");
        findings.Note($"");
        findings.Note($"| | µs a row, here and in the server | with the log calls | then at most, steps/s | against one COPY |");
        findings.Note($"|---|---:|---:|---:|---:|");
        foreach (var entrant in entrants)
        {
            var both = Both(entrant).Zip(Both(calls), (row, call) => row + call).ToArray();
            var most = both.Select(microseconds => cores * 1e6 / microseconds).ToArray();
            findings.Note(
                $"| {entrant.Name} | {Median.Of(entrant.ProcessorTimes.Select(t => t.Here)):0.00} +",
                $"{Median.Of(entrant.ProcessorTimes.Select(t => t.Server)):0.00} | {Median.Of(both):0.00} | {Median.Of(most):#,0} |",
                $"{Median.OfRatios(most, copyAlone):0.00} × |");
        }
    }

    private static double[] Both(Race.Entrant entrant) => [.. entrant.ProcessorTimes.Select(t => t.Here + t.Server)];

    private static async Task AssertCopiedAsync(Peer peer, StepLoad load) => Effect.Equal(
        load.PlaceOf(load.Steps - 1) + 1, await ((CopyPeer)peer).CountStepsAsync(load.Steps - 1), "steps of the last journey");
}
