using System.Diagnostics;
using System.Globalization;

namespace SequenceLogging.Faults.Tests;

/// <summary>
/// A writer with a small disk of its own: a tmpfs in a mount namespace that ends with it, so that nothing is left behind.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Mount = "mount -t tmpfs -o size=16m tmpfs \"$0\" && exec \"$@\"";

    private readonly TempFolder _folder = new();
    private readonly Child _writer;
    private Sample _last = new(0, 0, 0, 0, 0, 0, 0, 0);

    public SmallDisk(int threads, long queueBytes)
    {
        var disk = Directory.CreateDirectory(_folder.File("disk")).FullName;
        var copy = Directory.CreateDirectory(_folder.File("copy")).FullName;
        Assert.SkipUnless(CanMount(disk), "This user may not mount a tmpfs in a namespace of its own (unshare -m).");
        _writer = Child.StartUnder(
            ["unshare", "-m", "bash", "-c", Mount, disk], ["filling", disk, threads, 6_000, queueBytes, copy]);
        Store = new StoreFile(Path.Combine(copy, "sequences.db"));
    }

    /// <summary>The store as it was at the end.</summary>
    public StoreFile Store { get; }

    /// <summary>Waits until nothing is stored any more.</summary>
    public async Task FillAsync()
    {
        for (var changed = 0.0; _last.At - changed < 2;)
        {
            var now = await SampleAsync();
            changed = now.Stored != _last.Stored || now.Stored == 0 ? now.At : changed;
            _last = now;
        }
    }

    /// <summary>How long it takes from the last word on until something more is stored; null when nothing is for a while.</summary>
    public async Task<TimeSpan?> FirstSuccessAsync(TimeSpan most)
    {
        var (since, stored) = (_last.At, _last.Stored);
        while (_last.Stored == stored)
        {
            _last = await SampleAsync();
            if (_last.At - since > most.TotalSeconds)
            {
                return null;
            }
        }

        return TimeSpan.FromSeconds(_last.At - since);
    }

    public async Task MakeRoomAsync()
    {
        await _writer.TellAsync("more");
        _last = _last with { At = double.Parse(await _writer.SaysAsync("room"), CultureInfo.InvariantCulture) };
    }

    public async Task<Sample> StopAsync()
    {
        await _writer.TellAsync("stop");
        var end = Sample.Parse(await _writer.SaysAsync("end"));
        await _writer.SaysAsync("copied");
        return end;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    private async Task<Sample> SampleAsync() => Sample.Parse(await _writer.SaysAsync("sample"));

    private static bool CanMount(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Child.Finds("unshare"))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo("unshare", ["-m", "bash", "-c", Mount, folder, "true"])
        {
            RedirectStandardError = true,
        })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>What the writer says of itself.</summary>
    internal sealed record Sample(
        double At, long Emitted, long Stored, long Dropped, long Pending, long Thrown, long Reported, double LongestCallMs)
    {
        /// <summary>Its books must be exact whenever it tells them.</summary>
        public static Sample Parse(string line)
        {
            var n = line.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(n[1], n[2] + n[3] + n[4] + n[5] + n[6]);
            Assert.Equal((0, 0), (n[3], n[4]));
            return new Sample(n[0], (long)n[1], (long)n[2], (long)n[5], (long)n[6], (long)n[7], (long)n[8], n[9]);
        }
    }
}
