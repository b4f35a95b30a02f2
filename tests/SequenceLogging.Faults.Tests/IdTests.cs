namespace SequenceLogging.Faults.Tests;

/// <summary>8 processes begin sequences in one store; one of them is killed every 300 ms and started again.</summary>
public class IdTests
{
    private const int Processes = 8;

    [Theory]
    [InlineData]
    [InlineData("leased")]
    public async Task NoIdIsIssuedTwiceAndNoneIsWithoutItsSequence(params string[] leased)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var perProcess = Lane.Pick(300, 25_000);
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        var (children, kills) = (new Child[Processes], 0);
        try
        {
            for (var i = 0; i < Processes; i++)
            {
                children[i] = Start(i);
            }

            while (children.Any(c => !c.HasExited))
            {
                await Task.Delay(300);
                var victim = random.Next(Processes);
                if (!children[victim].HasExited && kills < Lane.Pick(8, int.MaxValue))
                {
                    children[victim].Dispose();
                    children[victim] = Start(victim);
                    kills++;
                }
            }

            Assert.All(children, c => Assert.Equal(0, c.ExitCode));
        }
        finally
        {
            Array.ForEach(children, c => c?.Dispose());
        }

        await store.ReopenAsync();
        var acknowledged = Enumerable.Range(0, Processes).SelectMany(i => File.ReadLines(AcknowledgedBy(i))).ToArray();
        Assert.Equal(Processes * perProcess, acknowledged.Length);
        Assert.Empty(WrongIds(store, acknowledged));
        store.MustBeWhole(areLeased: leased is not []);
        store.MustHaveNoJournalLeft();
        Lane.Note(
            $"ids{(leased is [] ? "" : " by the block")}: {Processes} processes, {acknowledged.Length} ids acknowledged, {kills} kills: 0 issued twice, "
            + $"0 without their sequence, 0 of their steps lost; seed {seed}");

        // Whether the check would see it.
        Assert.Single(WrongIds(store, [.. acknowledged, acknowledged[7]]));
        store.Execute($"DELETE FROM steps WHERE sequence = {SequenceId.Parse(acknowledged[1]).ToInt64()}");
        Assert.Single(WrongIds(store, acknowledged));
        store.Execute($"DELETE FROM sequences WHERE sequence_id = '{acknowledged[2]}'");
        Assert.Equal(4, WrongIds(store, acknowledged).Count());

        Child Start(int i) => Child.StartShortLived(["ids", store.Path, AcknowledgedBy(i), perProcess, .. leased]);

        string AcknowledgedBy(int i) => folder.File($"acknowledged by {i}");
    }

    private static IEnumerable<string> WrongIds(StoreFile store, string[] acknowledged)
    {
        foreach (var twice in acknowledged.GroupBy(id => id).Where(id => id.Count() > 1))
        {
            yield return $"{twice.Key} was issued {twice.Count()} times";
        }

        foreach (var id in acknowledged.Except(store.AskTexts("SELECT sequence_id FROM sequences")))
        {
            yield return $"{id} has no sequence";
        }

        // What was killed between Begin and its note has a sequence, too; an id and its sequence are one act. What was leased and is
        // nobody's is noted.
        var (issued, begun, unused) = (
            store.Count("SELECT sum(counter) FROM sequence_counter"),
            store.Count("SELECT count(*) FROM sequences"),
            store.Count(
                """
                SELECT coalesce(sum(last - first + 1
                       - (SELECT count(*) FROM sequences WHERE id & 0xFFFFFFFFFF BETWEEN g.first AND g.last)), 0)
                  FROM id_gaps g WHERE reason = 'leased'
                """));
        if (issued != begun + unused)
        {
            yield return $"{issued} ids were issued, and there are {begun} sequences and {unused} numbers that were leased and not used";
        }

        // Each step was logged before its id was noted.
        var withStep = store.AskTexts(
            "SELECT sequence_id FROM sequences s WHERE (SELECT count(*) FROM steps WHERE sequence = s.id) = 1");
        foreach (var id in acknowledged.Except(withStep))
        {
            yield return $"{id} has not its one step";
        }
    }
}
