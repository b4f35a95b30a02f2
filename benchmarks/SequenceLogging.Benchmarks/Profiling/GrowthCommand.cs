using System.Globalization;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Profiling;

/// <summary>How the cost of a step grows with how many there are, with the journeys that are active, with properties, with links.</summary>
internal static class GrowthCommand
{
    public const int UsualSteps = 500_000;

    private const int Rounds = 3;

    /// <param name="steps">How many steps where their number is not the question.</param>
    /// <param name="output">Where the tables go.</param>
    public static async Task<int> RunAsync(int steps, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("seqlog-growth-");
        try
        {
            await MeasureAsync(steps, Rounds, new Workspace(folder.FullName), output);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task MeasureAsync(int steps, int rounds, Workspace workspace, TextWriter output)
    {
        ResultHeader.Write(output, "How the cost of a step grows", "growth");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- {steps:#,0} steps, 5,000 active sequences, 3 properties and no link where nothing else is said; by `ILogger` until they are "
            + $"durable, beside the raw append of the same bytes, {rounds} rounds in turns"));

        await CompareAsync("steps", [steps / 10, steps, steps * 4], count => new StepLoad(count));
        await CompareAsync("active sequences", [50, 500, 5_000, 50_000], count => new StepLoad(steps, count));
        await CompareAsync("properties", [1, 3, 8, 20], count => new StepLoad(steps, properties: count));
        await CompareAsync("steps for each new link (0: no link)", [0, 10, 1], count => new StepLoad(steps, linkEvery: count));

        async Task CompareAsync(string what, int[] counts, Func<int, StepLoad> load)
        {
            var race = new Race(workspace);
            var pairs = counts.Select(count => (
                Count: count,
                Ours: race.Add(SequencesPeer.OnSqlite, load(count), examine: (peer, _) => AnsweredSteps.AssertAsync((SequencesPeer)peer, load(count))),
                Raw: race.Add(folder => new RawSqlitePeer(folder), load(count)))).ToArray();
            await race.RunAsync(rounds);

            output.WriteLine();
            output.WriteLine($"| {what} | ns a step | raw append, ns a row | ratio of the rates |");
            output.WriteLine("|---:|---:|---:|---:|");
            foreach (var (count, ours, raw) in pairs)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {count:#,0} | {1e9 / ours.Rate:#,0} | {1e9 / raw.Rate:#,0} | {ours.Against(raw):0.00} |"));
            }
        }
    }
}
