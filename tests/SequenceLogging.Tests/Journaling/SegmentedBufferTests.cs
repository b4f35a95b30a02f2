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
                    Assert.True(buffer.Peek(out var read).SequenceEqual(oldest.Bytes));
                    buffer.Advance();
                    Assert.Equal(oldest.Position, read);
                    released = random.Next(3) == 0 ? read : released;
                    buffer.Release(released);
                }
            }

            while (expected.TryDequeue(out var oldest))
            {
                Assert.True(buffer.Peek(out _).SequenceEqual(oldest.Bytes));
                buffer.Advance();
            }

            buffer.Release(position);
            Assert.InRange(journal?.Segments().Count ?? 1, 1, 1); // the one in use
        }

        Assert.Empty(journal?.Segments() ?? []);
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
        Assert.Equal(2, journal.Segments().Count);

        Directory.Move(path, path + " away");
        Fill(10);
        Assert.Empty(journal.Segments());

        Directory.Move(path + " away", path);
        Fill(10);
        Assert.InRange(journal.Segments().Count, 3, 4);
        for (var expected = 1L; expected <= 30; expected++)
        {
            Assert.Equal(expected, buffer.Peek(out var read)[0]);
            buffer.Advance();
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
}
