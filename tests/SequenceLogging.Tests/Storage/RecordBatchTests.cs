using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Storage;

public class RecordBatchTests
{
    [Fact]
    public void RecordsComeBackInOrderWithTheirPositions()
    {
        var random = new Random(7);
        var batch = new RecordBatch("p");
        for (var round = 0; round < 50; round++)
        {
            batch.Clear();
            var expected = Fill(batch, random, random.Next(200));

            Assert.Equal(expected, Read(batch));
            Assert.Equal(expected.Count, batch.Count);
            Assert.Equal(expected.Sum(r => r.Bytes.Length / 2), batch.Length);
            Assert.Equal(expected.Count == 0 ? 0 : expected[^1].Position, batch.LastPosition);
        }
    }

    [Fact]
    public void WhatIsUsedAgainForLargerAndSmallerRecordsHoldsThoseOfItsLastUse()
    {
        var random = new Random(7);
        var batch = new RecordBatch("p");
        foreach (var size in (int[])[300, 40_000, 700_000, 5_000, 900_000, 65_000])
        {
            batch.Clear();
            var expected = Enumerable.Range(1, 40).Select(position => (Position: (long)position, Bytes: new byte[random.Next(size) + 1])).ToList();
            expected.ForEach(e => random.NextBytes(e.Bytes));
            expected.ForEach(e => batch.Add(e.Position, e.Bytes));

            var rest = new Queue<(long Position, byte[] Bytes)>(expected);
            for (var record = batch.GetEnumerator(); record.MoveNext();)
            {
                var (position, bytes) = rest.Dequeue();
                Assert.Equal(position, record.Position);
                Assert.True(record.Current.SequenceEqual(bytes));
            }

            Assert.Empty(rest);
            Assert.Equal(expected.Sum(e => e.Bytes.Length), batch.Length);
        }
    }

    [Fact]
    public void HalvesHoldTheSameRecords()
    {
        var random = new Random(7);
        for (var count = 2; count < 40; count++)
        {
            var batch = new RecordBatch("p");
            var expected = Fill(batch, random, count);

            var (first, second) = batch.Halve();

            Assert.Equal(expected, [.. Read(first), .. Read(second)]);
            Assert.InRange(first.Count, 1, count - 1);
            Assert.Equal(("p", "p"), (first.Producer, second.Producer));
            Assert.Equal(expected[first.Count - 1].Position, first.LastPosition);
            Assert.Equal(batch.LastPosition, second.LastPosition);
        }
    }

    [Fact]
    public void WhatIsLeftAfterAPositionIsAllAboveIt()
    {
        var batch = new RecordBatch("p");
        var expected = Fill(batch, new Random(7), 30);

        for (var position = 0L; position <= batch.LastPosition; position++)
        {
            var rest = batch.After(position);
            Assert.Equal(expected.Where(e => e.Position > position), Read(rest));
            Assert.Equal("p", rest.Producer);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARefusedRecordIsInItsNoteAsItCame(bool keepsOriginal)
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Step, (byte)StepStatus.Failed, new SequenceId(2025, 7, 1).ToInt64(), 1_234, double.NaN);
        writer.Add(RecordField.Name, "Bad");
        writer.Add(RecordField.Message, "It is bad");
        writer.End();
        var batch = new RecordBatch("p");
        batch.Add(7, writer.Written[sizeof(int)..]);
        Assert.Equal((1, 0), (batch.Count, batch.Notes));

        var note = batch.AsRefused("no such column", keepsOriginal);

        Assert.Equal(("p", 1, 1, 7L), (note.Producer, note.Count, note.Notes, note.LastPosition));
        var records = note.GetEnumerator();
        Assert.True(records.MoveNext());
        var read = new StoredRecord(records.Current, records.Position);
        Assert.Equal(
            (RecordKind.Rejected, "SEQ-2025-07-00001", "refused_by_store", "no such column", 1L, keepsOriginal ? "Bad" : null),
            (read.Kind, read.Sequence.ToString(), read.Name, read.Error, read.Count, read.Original?.Name));
        Assert.Throws<InvalidOperationException>(() => new RecordBatch("p").AsRefused("nothing"));
    }

    [Fact]
    public void BytesThatAreNoRecordHaveANote()
    {
        var batch = new RecordBatch("p");
        batch.Add(7, [1, 2, 3]);

        Assert.Equal(7, batch.AsRefused("3 bytes are no record").LastPosition);
    }

    [Fact]
    public void PositionsRise()
    {
        var batch = new RecordBatch("p");
        batch.Add(7, [1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Add(7, [2]));
        Assert.Throws<ArgumentException>(() => new RecordBatch(" "));
    }

    [Fact]
    public void AClearedBatchIsNew()
    {
        var batch = new RecordBatch("p");
        Fill(batch, new Random(7), 30);

        batch.Clear();

        Assert.Equal((0, 0, 0, 0L), (batch.Count, batch.Notes, batch.Length, batch.LastPosition));
        Assert.Empty(Read(batch));
        batch.Add(1, [1]);
    }

    private static List<(long Position, string Bytes)> Fill(RecordBatch batch, Random random, int count)
    {
        var added = new List<(long, string)>();
        for (var (i, position) = (0, 0L); i < count; i++)
        {
            position += random.Next(1, 4);
            var bytes = new byte[random.Next(4) == 0 ? random.Next(10_000) : random.Next(60)];
            random.NextBytes(bytes);
            batch.Add(position, bytes);
            added.Add((position, Convert.ToHexString(bytes)));
        }

        return added;
    }

    private static List<(long Position, string Bytes)> Read(RecordBatch batch)
    {
        var read = new List<(long, string)>();
        for (var record = batch.GetEnumerator(); record.MoveNext();)
        {
            read.Add((record.Position, Convert.ToHexString(record.Current)));
        }

        return read;
    }
}
