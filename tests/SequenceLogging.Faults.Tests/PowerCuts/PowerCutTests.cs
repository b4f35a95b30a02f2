using System.Diagnostics;

namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>
/// Power cuts at any moment of an auditing writer: its system calls are written down, and replayed as a disk would have
/// kept them that loses or tears what was not synced.
/// </summary>
public class PowerCutTests
{
    private const string Calls =
        "openat,write,writev,pwrite64,pwritev,fdatasync,fsync,ftruncate,unlink,unlinkat,rename,renameat,renameat2,link";

    private const string CallsFile = "calls";

    private static readonly string[] NoFault = [];

    [Fact]
    public async Task NothingAcknowledgedIsLostAndNothingIsCorrupt()
    {
        var (histories, images) = (Lane.Pick(1, 20), Lane.Pick(200, 1_000));
        var (seed, clock, wrong, moments) = (Environment.TickCount, Stopwatch.StartNew(), new List<string>(), 0);
        for (var i = 0; i < histories; i++)
        {
            // Long steps make the WAL so large that it is moved into the file while writers go on.
            string[] settings = Lane.Pick(false, i % 4 == 3) ? ["large"] : [];
            wrong.AddRange(await CutAsync(new Random(seed + i), images, NoFault, settings));
            moments += images;
        }

        Lane.Note(
            $"power cuts: {moments} images of {histories} writers, {wrong.Count} with something acknowledged lost, doubled or corrupt"
            + $"; {clock.Elapsed.TotalSeconds:0} s; seed {seed}");
        Assert.True(wrong.Count == 0, $"seed {seed}: {string.Join("; ", wrong.Take(5))}");
    }

    [Fact]
    public async Task WhatASyncThatFailedHasLostIsWrittenAgain()
    {
        var (images, seed) = (Lane.Pick(100, 2_000), Environment.TickCount);
        var wrong = await CutAsync(new Random(seed), images, ["-e", "inject=fsync:error=EIO:when=8+5"]);

        Lane.Note($"power cuts, and every fifth fsync fails: {images} images, {wrong.Count} wrong; seed {seed}");
        Assert.True(wrong.Count == 0, $"seed {seed}: {string.Join("; ", wrong.Take(5))}");
    }

    [Fact]
    public async Task ReplayedToItsEndTheHistoryIsTheDisk()
    {
        using var folder = new TempFolder();
        var history = await RecordAsync(folder, NoFault, []);
        using var disk = new RamFolder();
        new DiskImage(history, int.MaxValue, Survival.All, new Random(1)).WriteTo(disk.Path);

        foreach (var file in Directory.GetFiles(history.Root).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(disk.File(Path.GetFileName(file))));
        }

        var store = new StoreFile(disk.File("sequences.db"));
        Assert.Equal(history.AcknowledgedAt(int.MaxValue).Count(), store.Count(
            "SELECT (SELECT count(*) FROM steps) + (SELECT count(*) FROM links) + (SELECT count(*) FROM sequences)"));
    }

    [Theory]
    [InlineData("sync-off")]
    [InlineData("sync-normal")]
    public async Task WithoutTheSyncsTheSameCheckFindsLosses(string setting)
    {
        var images = Lane.Pick(60, 1_000);
        var wrong = await CutAsync(new Random(1), images, NoFault, setting);

        Assert.NotEmpty(wrong);
        Lane.Note(
            $"power cuts with {setting}: of {images} images "
            + string.Join(", ", wrong.CountBy(w => w.Split(':')[1].Trim()).Select(c => $"{c.Value} {c.Key}")));
    }

    private static async Task<List<string>> CutAsync(
        Random random, int images, string[] fault, params string[] settings)
    {
        using var folder = new TempFolder();
        var history = await RecordAsync(folder, fault, settings);
        var wrong = new List<string>();
        for (var i = 0; i < images; i++)
        {
            var moment = random.Next(history.Span.First, history.Span.Last + 2);
            var acknowledged = history.AcknowledgedAt(moment).ToHashSet();
            var kept = (Survival)random.Next(4);
            using var disk = new RamFolder();
            new DiskImage(history, moment, kept, random).WriteTo(disk.Path);
            if (await PowerCutCheck.WhatIsWrongAsync(new StoreFile(disk.File("sequences.db")), acknowledged) is { } trouble)
            {
                wrong.Add($"image {i} at line {moment}, kept {kept}: {trouble}");
            }
        }

        if (wrong.Count > 0)
        {
            // To be looked at: the lines are this file's.
            File.Copy(folder.File(CallsFile), Path.Combine(AppContext.BaseDirectory, "power-cut.calls"), overwrite: true);
        }

        return wrong;
    }

    private static async Task<DiskHistory> RecordAsync(TempFolder folder, string[] fault, string[] settings)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Child.Finds("strace"), "strace is not installed here.");
        var (root, log) = (Directory.CreateDirectory(folder.File("disk")).FullName, folder.File(CallsFile));
        using var child = Child.StartUnder(
            ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "1000000", "-e", "trace=" + Calls, .. fault, "-o", log],
            ["audited", Path.Combine(root, "sequences.db"), 4, Lane.Pick(15, 60), settings is ["large"] || fault.Length > 0 ? 1 : 3, .. settings]);
        await child.SaysAsync("done");
        await child.ExitAsync();
        var history = DiskHistory.Read(log, root);
        Assert.Equal(fault.Length > 0, history.FailedSyncs > 0);
        return history;
    }
}
