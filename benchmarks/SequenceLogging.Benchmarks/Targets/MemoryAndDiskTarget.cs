using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Peers;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// What the process takes of memory while one thread logs as fast as it can, and what the store takes on disk against the
/// file that the raw append of the same texts and numbers makes. Run it in a process of its own: its memory is all there is.
/// </summary>
internal sealed class MemoryAndDiskTarget : Target
{
    private const double Megabyte = 1_000_000;

    public override string Id => "P9";

    public override string Question => "resident memory at full load, and bytes on disk";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        var load = effort.Load(1_000_000, 200_000, 2_000);
        var peak = default(ResidentMemory);
        var whileWritten = 0L;
        var ours = await BytesAsync(folder => SequencesPeer.OnSqlite(folder), async (peer, folder) =>
        {
            using var watch = new MemoryWatch(() => whileWritten = Math.Max(whileWritten, SizeOf(folder)));
            await peer.StoreAsync(load);
            peak = watch.Peak();
        });
        var withoutOurs = await NullLoggingProcess.MeasureAsync(load.Steps);
        var oneEvent = await NullLoggingProcess.MeasureAsync(1);
        var raw = await BytesAsync(folder => new RawSqlitePeer(folder), (peer, _) => peer.StoreAsync(load));

        findings.AtMost("resident memory of the whole process, peak", peak.Total / Megabyte, 150, "0 MB");
        findings.AtMost("bytes on disk against those of the raw append", (double)ours / raw, 1.3, "0.00 ×");
        findings.Note(
            $"{load.Steps:#,0} steps of {load.Sequences:#,0} sequences, one thread at full speed.",
            $"Peak {peak.Total / Megabyte:0.0} MB resident, of which {peak.Anonymous / Megabyte:0.0} MB the process's own and {peak.Files / Megabyte:0.0} MB mapped files (code,",
            $"and the journal, which the kernel may write and drop).");
        findings.Note($"");
        findings.Note(
            $"Floors: a process that logs the same by `ILogger` and Serilog to a sink that does nothing has up to {withoutOurs / Megabyte:0.0} MB;",
            $"one that logs a single event that way, {oneEvent / Megabyte:0.0} MB.");
        findings.Note($"");
        findings.Note(
            $"The store takes {(double)ours / load.Steps:0.0} B a step when it is closed,",
            $"with its journeys, statistics and indexes; the raw file, the same texts and numbers of the steps in one table without an index,",
            $"{(double)raw / load.Steps:0.0} B. While it was written, store, WAL and journal together were up to {whileWritten / Megabyte:0.0} MB.");

        async Task<long> BytesAsync(Func<string, Peer> open, Func<Peer, string, Task> store)
        {
            var bytes = 0L;
            await workspace.InFolderAsync(async folder =>
            {
                await using (var peer = open(folder))
                {
                    await peer.PrepareAsync(load);
                    await store(peer, folder);
                }

                bytes = SizeOf(folder);
            });
            Effect.IsTrue(bytes > load.Steps * 50L, $"{bytes} bytes cannot hold the steps");
            return bytes;
        }
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(LengthOf);

    /// <summary>Files come and go while they are looked at.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
