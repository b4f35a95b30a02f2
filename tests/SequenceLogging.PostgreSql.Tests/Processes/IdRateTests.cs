using System.Globalization;

namespace SequenceLogging.PostgreSql.Tests.Processes;

/// <summary>Nodes that lease blocks of ids begin sequences without waiting for the server.</summary>
public class IdRateTests
{
    private const int Nodes = 4;

    /// <summary>Of all nodes together; asserted with <c>SEQLOG_LANE=long</c>, on a machine with nothing else to do.</summary>
    private const double IdsPerSecond = 100_000;

    private static bool IsLong => Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";

    [Theory]
    [InlineData(1000)]
    [InlineData(2)]
    public async Task FourNodesBeginSequencesUnderIdsOfTheirOwn(int idBlockSize)
    {
        using var store = new TestStore();
        using var folder = new TempFolder();
        var nodes = Enumerable.Range(0, Nodes)
            .Select(_ => new Node("ids", store.ConnectionString, folder.File("journal"), IsLong ? "3000" : "300", "1", $"{idBlockSize}")).ToArray();
        try
        {
            foreach (var node in nodes)
            {
                await node.UntilItSaysAsync("open");
            }

            await Task.WhenAll(nodes.Select(n => n.TellAsync()));
            var said = await Task.WhenAll(nodes.Select(n => n.ReadToEndAsync()));
            Array.ForEach(nodes, n => n.AssertSuccess());

            var begun = said.Sum(lines => NumberOf(lines, "begun", 1));
            var rate = begun * 1000.0 / said.Max(lines => NumberOf(lines, "begun", 2));
            Assert.Equal(begun, said.Sum(lines => NumberOf(lines, "stored", 1)));
            Assert.Equal(begun, store.Execute("SELECT count(*) FROM sequences"));
            Assert.Equal(begun, store.Execute("SELECT sum(counter) FROM sequence_counter") - Unused(store));
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Nodes} nodes, blocks of {idBlockSize}: {begun} ids, {rate:0} a second, each once, all stored"));
            if (IsLong && idBlockSize == 1000)
            {
                Assert.InRange(rate, IdsPerSecond, double.MaxValue);
            }
        }
        finally
        {
            Array.ForEach(nodes, n => n.Dispose());
        }
    }

    /// <summary>Numbers that were leased and have no sequence.</summary>
    private static long Unused(TestStore store) => store.Execute(
        """
        SELECT coalesce(sum(g.last - g.first + 1 - (SELECT count(*) FROM sequences s
               WHERE s.id BETWEEN ((g.year * 12 + g.month - 1)::bigint << 40) | g.first AND ((g.year * 12 + g.month - 1)::bigint << 40) | g.last)), 0)
          FROM id_gaps g
        """) ?? 0;

    private static long NumberOf(IEnumerable<string> lines, string word, int place) => long.Parse(
        lines.Single(l => l.StartsWith(word + " ", StringComparison.Ordinal)).Split(' ')[place], CultureInfo.InvariantCulture);
}
