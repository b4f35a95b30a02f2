using System.Buffers.Binary;
using SequenceLogging.Journaling;
using Serilog.Debugging;

namespace SequenceLogging.Faults.Tests;

/// <summary>
/// A journal whose end is torn or spoiled: all up to the last good record is stored, the rest is cut and reported.
/// </summary>
public sealed class DamagedJournalTests : IDisposable
{
    private readonly List<string> _reports = [];

    public DamagedJournalTests() => SelfLog.Enable(report =>
    {
        lock (_reports)
        {
            _reports.Add(report);
        }
    });

    public void Dispose() => SelfLog.Disable();

    [Fact]
    public async Task EverythingUpToTheLastGoodRecordIsStoredAndTheRestIsReported()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var crashed = await CrashedStore.MakeAsync();
        var images = Lane.Pick(24, 2_000);
        for (var image = 0; image < images; image++)
        {
            using var folder = new TempFolder();
            var store = crashed.CopyTo(folder);
            var segment = Directory.GetFiles(store.Journal, "*.segment").Single();
            var journal = File.ReadAllBytes(segment);
            var frames = FramesOf(journal);
            var (good, isReported) = Damage(image % 3, segment, journal, frames, random);
            _reports.Clear();

            await store.ReopenAsync();

            var stored = store.AskTexts("SELECT json_extract(metadata, '$.N') FROM steps ORDER BY id");
            Assert.True(
                Enumerable.Range(1, good).Select(n => $"{n}").SequenceEqual(stored),
                $"seed {seed}, image {image}: {good} good records, {stored.Count} stored");
            Assert.Equal(isReported, _reports.Any(r => r.Contains("that are no whole record", StringComparison.Ordinal)));
            store.MustBeWhole();
            store.MustHaveNoJournalLeft();
        }

        Lane.Note(
            $"damaged journal: {images} images (cut, flipped byte, garbage behind), all good records stored in each, "
            + $"all damage reported; seed {seed}");
    }

    [Fact]
    public async Task WithAChecksumThatFitsTheSpoiledRecordIsRead()
    {
        using var crashed = await CrashedStore.MakeAsync();
        using var folder = new TempFolder();
        var store = crashed.CopyTo(folder);
        var segment = Directory.GetFiles(store.Journal, "*.segment").Single();
        var journal = File.ReadAllBytes(segment);
        var frame = FramesOf(journal)[99];
        var record = JournalFrame.Read(journal.AsSpan(frame.Start), out var position).ToArray();
        var name = record.AsSpan().IndexOf("Counted"u8);
        record[name] = (byte)'X';
        JournalFrame.Write(journal.AsSpan(frame.Start), position, record);
        await File.WriteAllBytesAsync(segment, journal);

        await store.ReopenAsync();

        // So it is the checksum, and nothing else, that keeps spoiled records out of the store.
        Assert.Equal(CrashedStore.Steps, store.Count("SELECT count(*) FROM steps"));
        Assert.Equal(1, store.Count("SELECT count(*) FROM steps JOIN step_kinds k ON k.id = kind WHERE step_name = 'Xounted'"));
    }

    /// <returns>How many records are good after it, and whether there is something to report.</returns>
    private static (int Good, bool IsReported) Damage(
        int kind, string segment, byte[] journal, List<(int Start, int End)> frames, Random random)
    {
        var end = frames[^1].End;
        switch (kind)
        {
            case 0:
                var length = random.Next(end);
                File.WriteAllBytes(segment, journal[..length]);
                var whole = frames.Count(f => f.End <= length);

                // The cut may leave nothing of the next record.
                return (whole, length > frames[whole].Start);
            case 1:
                var spoiled = frames[random.Next(frames.Count)];
                journal[random.Next(spoiled.Start, spoiled.End)] ^= (byte)random.Next(1, 256);
                File.WriteAllBytes(segment, journal);
                return (frames.Count(f => f.End <= spoiled.Start), true);
            default:
                random.NextBytes(journal.AsSpan((end + 7) & ~7, 1 + random.Next(500)));
                journal[(end + 7) & ~7] |= 1;
                File.WriteAllBytes(segment, journal);
                return (frames.Count, true);
        }
    }

    private static List<(int Start, int End)> FramesOf(byte[] journal)
    {
        var frames = new List<(int Start, int End)>();
        for (var start = Segment.FirstFrame(journal); BinaryPrimitives.ReadInt32LittleEndian(journal.AsSpan(start)) is > 0 and var length;)
        {
            frames.Add((start, start + JournalFrame.HeadSize + length));
            start += JournalFrame.SizeOf(length);
        }

        Assert.Equal(CrashedStore.Steps, frames.Count);
        return frames;
    }
}
