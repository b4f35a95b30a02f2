using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// How much garbage a stored step makes, on all threads, from the log call to the commit. The event itself, which is there
/// whoever takes it, is measured with a sink that does nothing and is not counted as ours.
/// </summary>
internal sealed class GarbageTarget : Target
{
    public override string Id => "P10";

    public override string Question => "garbage for each stored step, on all threads, end to end";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        var load = effort.Load(1_000_000, 200_000, 2_000);
        var warmUp = effort.Load(100_000, 100_000, 1_000);
        await BytesAsync(folder => SequencesPeer.OnSqlite(folder), warmUp);
        var ours = await BytesAsync(folder => SequencesPeer.OnSqlite(folder), load);
        var nothing = await BytesAsync(_ => new NullPeer(), load);
        findings.AtMost("garbage a stored step, beyond the same event to a null sink", ours - nothing, 300, "0 B");
        findings.Note(
            $"{load.Steps:#,0} steps by `ILogger` until they are durable: {ours:0} B a step in all.",
            $"The same to a sink that does nothing: {nothing:0} B (the call's arguments,",
            $"Serilog's event with its properties, and `LogContext.PushProperty` in place of our scope).",
            $"The verdict is about the difference.");

        async Task<double> BytesAsync(Func<string, Peer> open, StepLoad steps)
        {
            var bytes = 0.0;
            await workspace.InFolderAsync(async folder =>
            {
                await using var peer = open(folder);
                await peer.PrepareAsync(steps);
                var before = GC.GetTotalAllocatedBytes(precise: true);
                await peer.StoreAsync(steps);
                bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / steps.Steps;
                var messages = peer is NullPeer ? steps.Steps : (await ((SequencesPeer)peer).Log.GetSystemStatisticsAsync()).Steps.Total;
                Effect.Equal(steps.Steps, messages, "steps that were stored");
            });
            return bytes;
        }
    }
}
