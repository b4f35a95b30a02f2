using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Profiling;

/// <summary>
/// Where the time of a step goes, on the thread that logs it and on the one that writes it: the run of P5, looked at a
/// thousand times a second.
/// </summary>
internal static class ProfileCommand
{
    public const int UsualSteps = 1_000_000;

    private const double LeastShare = 0.005;

    public static async Task<int> RunAsync(int steps, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("seqlog-profile-");
        try
        {
            await ProfileAsync(new StepLoad(steps), new Workspace(folder.FullName), output);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task ProfileAsync(StepLoad load, Workspace workspace, TextWriter output)
    {
        await StoreAsync(load, workspace, run => run());
        var plain = await StoreAsync(load, workspace, run => run());
        IReadOnlyList<ThreadSample> samples = [];
        var watched = await StoreAsync(load, workspace, async run => samples = await SampledRun.CollectAsync(workspace.Path, run));

        ResultHeader.Write(output, "Where the time of a step goes", "profile");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- {load.Steps:#,0} steps of {load.Sequences:#,0} active sequences by `ILogger` until they are durable: "
            + $"{PerStep(plain):0} ns a step, {PerStep(watched):0} while it was looked at; the figures below are shares of the former"));
        WriteThread(output, "The thread that logs", [.. samples.Where(Stage.IsEmitter)]);
        WriteThread(output, "The thread that writes", [.. samples.Where(Stage.IsWriter)]);

        double PerStep(TimeSpan time) => time.TotalNanoseconds / load.Steps;

        void WriteThread(TextWriter to, string title, ThreadSample[] ofThread)
        {
            Effect.IsTrue(ofThread.Length > 0, $"{title} was never seen");
            var all = samples.GroupBy(s => s.Thread).Max(g => g.Count());
            to.WriteLine();
            to.WriteLine($"## {title}");
            to.WriteLine();
            to.WriteLine("| stage | share of its time | ns a step |");
            to.WriteLine("|---|---:|---:|");
            var stages = ofThread.GroupBy(Stage.Of)
                .Select(g => (Name: g.Key, Share: (double)g.Count() / ofThread.Length))
                .OrderByDescending(s => s.Share)
                .ToArray();
            foreach (var (name, share) in stages.Where(s => s.Share >= LeastShare))
            {
                Row(name, share);
            }

            Row("the rest", stages.Where(s => s.Share < LeastShare).Sum(s => s.Share));

            void Row(string name, double share) => to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {share * 100:0.0} % | {share * PerStep(plain) * ofThread.Length / all:0} |"));
        }
    }

    private static async Task<TimeSpan> StoreAsync(StepLoad load, Workspace workspace, Func<Func<Task>, Task> watch)
    {
        var took = TimeSpan.Zero;
        await workspace.InFolderAsync(async folder =>
        {
            await using var peer = SequencesPeer.OnSqlite(folder);
            await peer.PrepareAsync(load);
            await watch(async () =>
            {
                var start = Stopwatch.GetTimestamp();
                await peer.StoreAsync(load);
                took = Stopwatch.GetElapsedTime(start);
            });
            await AnsweredSteps.AssertAsync(peer, load);
        });
        return took;
    }
}
