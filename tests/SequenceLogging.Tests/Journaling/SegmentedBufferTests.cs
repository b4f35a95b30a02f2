using SequenceLogging.Journaling;

namespace SequenceLogging.Tests.Journaling;

public class SegmentedBufferTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatGoesInComesOutInOrderHoweverLargeAndLeavesNoFileBehind(bool isMapped)
    {
        using var folder = new TempFolder();
        using var journal = isMapped ? JournalFolder.Create(folder.Path) : null;
        var random = new Random(5);
        var expected = new Queue<(long Position, byte[] Bytes)>();
        long position = 0, released = 0;
        using (var buffer = new SegmentedBuffer(journal))
        {
            for (var round = 0; round < 20_000; round++)
            {
                if (random.Next(20) >= (expected.Count > 100 ? 15 : 7))
                {
                    var bytes = new byte[random.Next(500) == 0 ? random.Next(9 << 20) + 1 : random.Next(2_000) + 1];
                    random.NextBytes(bytes);
                    position += random.Next(1, 3);
                    buffer.Write(position, bytes);
                    expected.Enqueue((position, bytes));
                }
                else if (expected.TryDequeue(out var oldest))
                {
                    Assert.True(Read(buffer, out var read).SequenceEqual(oldest.Bytes));
                    Assert.Equal(oldest.Position, read);
                    released = random.Next(3) == 0 ? read : released;
                    Release(buffer, released);
                }
            }

            while (expected.TryDequeue(out var oldest))
            {
                Assert.True(Read(buffer, out _).SequenceEqual(oldest.Bytes));
            }

            Release(buffer, position);
            GiveBack(buffer);

            // The one in use, and one for the next time, with nothing in it.
            var files = journal?.Segments().Select(File.ReadAllBytes).ToArray() ?? [[1]];
            Assert.InRange(files.Length, 1, 2);
            Assert.InRange(files.Count(bytes => bytes.AsSpan().ContainsAnyExcept((byte)0)), 0, 1);
        }

        Assert.Empty(journal?.Segments() ?? []);
    }

    [Fact]
    public void ASegmentThatIsUsedAgainIsTheNewestAndHoldsNothingOld()
    {
        using var folder = new TempFolder();
        using var journal = JournalFolder.Create(folder.Path);
        using var buffer = new SegmentedBuffer(journal);
        var record = new byte[1_500_000];
        var position = 0L;
        for (var segment = 1; segment <= 6; segment++)
        {
            for (var i = 0; i < 2; i++)
            {
                Array.Fill(record, (byte)(100 + segment));
                buffer.Write(++position, record);
                _ = Read(buffer, out _);
            }

            Release(buffer, position - 2);
        }

        // Of twelve records in six segments the last two are left, in a file that was renamed for them.
        var left = new JournalAdoption(journal, 1_000, int.MaxValue).ReadBatches().Single();
        Assert.Equal((2, 12), (left.Count, left.LastPosition));
        var bytes = journal.Segments().SelectMany(File.ReadAllBytes).ToHashSet();
        Assert.DoesNotContain((byte)105, bytes);
        Assert.Contains((byte)106, bytes);
        Assert.InRange(journal.Segments().Count, 1, 2);
    }

    [Fact]
    public void WhileMuchIsToDoFilesAreUsedAgainAndWhenItIsQuietOneIsKept()
    {
        using var folder = new TempFolder();
        using var journal = JournalFolder.Create(folder.Path);
        using var buffer = new SegmentedBuffer(journal);
        var record = new byte[3 << 20];
        var position = 0L;
        var files = new List<int>();
        foreach (var segments in new[] { 6, 2, 5, 1, 6, 4 })
        {
            for (var i = 0; i < segments; i++)
            {
                buffer.Write(++position, record);
            }

            for (var i = 0; i < segments; i++)
            {
                Read(buffer, out _);
            }

            Release(buffer, position);
            files.Add(journal.Segments().Count);
        }

        // None was removed, and none made but where six were not enough.
        Assert.Equal([6, 6, 6, 6, 6, 6], files);

        GiveBack(buffer);
        Assert.Equal(2, journal.Segments().Count);
    }

    [Fact]
    public void NoMoreIsKeptThanTheUsualQueueTakes()
    {
        using var folder = new TempFolder();
        using var journal = JournalFolder.Create(folder.Path);
        using var buffer = new SegmentedBuffer(journal);
        var record = new byte[3 << 20];
        for (var position = 1; position <= 2 * SegmentedBuffer.MostSpares; position++)
        {
            buffer.Write(position, record);
        }

        Assert.Equal(2 * SegmentedBuffer.MostSpares, journal.Segments().Count);
        for (var position = 1; position <= 2 * SegmentedBuffer.MostSpares; position++)
        {
            Read(buffer, out _);
        }

        Release(buffer, 2 * SegmentedBuffer.MostSpares);
        Assert.Equal(SegmentedBuffer.MostSpares + 1, journal.Segments().Count);
    }

    [Fact]
    public void WhereTheJournalCannotGrowTheMemoryTakesOverAndGivesBack()
    {
        using var folder = new TempFolder();
        var path = folder.File("journal");
        using var journal = JournalFolder.Create(path);
        using var buffer = new SegmentedBuffer(journal);
        var megabyte = new byte[1_000_000];
        long position = 0;
        Fill(10);
        Assert.Equal(3, journal.Segments().Count);

        Directory.Move(path, path + " away");
        Fill(10);
        Assert.Empty(journal.Segments());

        Directory.Move(path + " away", path);
        Fill(10);
        Assert.InRange(journal.Segments().Count, 5, 6);
        for (var expected = 1L; expected <= 30; expected++)
        {
            Assert.Equal(expected, Read(buffer, out var read)[0]);
            Assert.Equal(expected, read);
        }

        // What the memory held is gone with the process; what the files hold is brought home in order.
        var left = new JournalAdoption(journal, 1_000, int.MaxValue).ReadBatches().Single();
        Assert.InRange(left.Count, 20, 29);
        Assert.Equal(30, left.LastPosition);

        void Fill(int records)
        {
            for (var i = 0; i < records; i++)
            {
                megabyte[0] = (byte)++position;
                buffer.Write(position, megabyte);
            }
        }
    }

    private static ReadOnlySpan<byte> Read(SegmentedBuffer buffer, scoped out long position)
    {
        var pieces = new List<UnreadPiece>();
        buffer.ListUnread(pieces);
        var place = pieces[0].Start;
        var record = pieces[0].Segment.Read(ref place, out position);
        pieces[0].Segment.AdvanceTo(place);
        return record;
    }

    private static void GiveBack(SegmentedBuffer buffer)
    {
        while (buffer.TakeSurplus() is { } segment)
        {
            segment.Remove();
        }
    }

    private static void Release(SegmentedBuffer buffer, long position)
    {
        while (buffer.Release(position) is { } segment)
        {
            segment.Reset();
            if (!buffer.TryKeep(segment))
            {
                segment.Remove();
            }
        }
    }
}
