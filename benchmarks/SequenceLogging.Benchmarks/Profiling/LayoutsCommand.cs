using System.Globalization;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Profiling;

/// <summary>What the ways to find the steps of one journey again cost when they are written; docs/decisions/0026 chooses by it.</summary>
internal static class LayoutsCommand
{
    public const int UsualSteps = 500_000;

    private const int Rounds = 3;

    /// <param name="steps">How many steps.</param>
    /// <param name="output">Where the table goes.</param>
    public static async Task<int> RunAsync(int steps, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("seqlog-layouts-");
        try
        {
            await MeasureAsync(new StepLoad(steps), [4_096, 16_384, 65_536], Rounds, new Workspace(folder.FullName), output);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task MeasureAsync(StepLoad load, int[] batches, int rounds, Workspace workspace, TextWriter output)
    {
        ResultHeader.Write(output, "What a layout costs", "layouts");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- {load.Steps:#,0} steps of {load.Sequences:#,0} active sequences through the C API, the rows of the sequences brought up to date with "
            + $"each transaction (but for `Appended`), `synchronous=FULL`, a checkpoint every 16 MiB, {rounds} rounds in turns"));
        foreach (var batch in batches)
        {
            var race = new Race(workspace);
            var layouts = Enum.GetValues<StepLayout>();
            var entrants = layouts
                .Select(layout => race.Add(folder => new LayoutPeer(folder, layout, batch), load, examine: (peer, _) => AssertAsync(peer, load)))
                .ToArray();
            await race.RunAsync(rounds);
            output.WriteLine();
            output.WriteLine("| | steps/s | against appended |");
            output.WriteLine("|---|---:|---:|");
            foreach (var entrant in entrants)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {entrant.Name} | {entrant.Rate:#,0} | {entrant.Against(entrants[0]):0.00} |"));
            }
        }
    }

    private static async Task AssertAsync(Peer peer, StepLoad load) =>
        Effect.Equal(load.Steps, (await peer.ReadMessagesAsync()).Count, "steps in the table");
}
