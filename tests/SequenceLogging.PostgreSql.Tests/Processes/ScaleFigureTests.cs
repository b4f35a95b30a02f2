using System.Diagnostics;
using System.Globalization;

namespace SequenceLogging.PostgreSql.Tests.Processes;

/// <summary>What docs/scale.md calculates with: how fast nodes are stored, and how much room a step takes. The long lane is the figure.</summary>
public class ScaleFigureTests
{
    private static readonly int Sequences = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long" ? 4_000 : 100;
    private const int Steps = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task NodesAreStoredAsFastAsTheyLog(int nodes)
    {
        using var store = new TestStore();
        using var folder = new TempFolder();
        await using (store.Open())
        {
            // The schema is there before the clock runs.
        }

        var log = store.Execute("SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint");
        var clock = Stopwatch.StartNew();
        var writers = Enumerable.Range(0, nodes)
            .Select(_ => new Node("write", store.ConnectionString, folder.File("journal"), $"{Sequences / nodes}", $"{Steps}", "2")).ToArray();
        try
        {
            await Task.WhenAll(writers.Select(w => w.ReadToEndAsync()));
            var elapsed = clock.Elapsed;
            Array.ForEach(writers, w => w.AssertSuccess());

            var stored = store.Execute("SELECT count(*) FROM steps");
            Assert.Equal(Sequences / nodes * nodes * Steps, stored);
            var size = store.Execute(
                "SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                + "WHERE n.nspname = current_schema() AND c.relkind = 'r' AND (c.relname LIKE 'steps%' OR c.relname LIKE 'sequences%')");
            var written = store.Execute("SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint") - log;
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{nodes} nodes, {Steps} steps to a sequence: {stored} steps in {elapsed.TotalSeconds:0.0} s, {stored / elapsed.TotalSeconds:0} a second "
                + $"with the start of the processes; {size / stored} bytes a step in tables and indexes, {written / stored} bytes of write-ahead log"));
        }
        finally
        {
            Array.ForEach(writers, w => w.Dispose());
        }
    }
}
