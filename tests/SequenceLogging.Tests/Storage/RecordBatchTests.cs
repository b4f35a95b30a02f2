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
    public void HalvesHoldTheSameRecordsAndTheSecondAnswersForTheBooks()
    {
        var random = new Random(7);
        for (var count = 2; count < 40; count++)
        {
            var batch = new RecordBatch("p");
            var expected = Fill(batch, random, count);
            batch.Account(batch.LastPosition + 5, [new OutcomeCount(RecordOutcome.Dropped, "queue_full", 4)]);

            var (first, second) = batch.Halve();

            Assert.Equal(expected, [.. Read(first), .. Read(second)]);
            Assert.InRange(first.Count, 1, count - 1);
            Assert.Equal(("p", "p"), (first.Producer, second.Producer));
            Assert.Equal(expected[first.Count - 1].Position, first.LastPosition);
            Assert.Empty(first.Outcomes);
            Assert.Equal(batch.LastPosition, second.LastPosition);
            Assert.Equal(batch.Outcomes, second.Outcomes);
        }
    }

    [Fact]
    public void WithoutItsRecordsABatchStillAnswersForTheBooks()
    {
        var batch = new RecordBatch("p");
        Fill(batch, new Random(7), 3);
        batch.Account(batch.LastPosition + 1, [new OutcomeCount(RecordOutcome.Rejected, "bad_link", 9)]);

        var empty = batch.WithoutRecords();

        Assert.Equal((0, batch.LastPosition), (empty.Count, empty.LastPosition));
        Assert.Equal(batch.Outcomes, empty.Outcomes);
        Assert.Empty(Read(empty));
    }

    [Fact]
    public void PositionsRise()
    {
        var batch = new RecordBatch("p");
        batch.Add(7, [1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Add(7, [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Account(6, []));
        Assert.Throws<ArgumentException>(() => new RecordBatch(" "));
    }

    [Fact]
    public void AClearedBatchIsNew()
    {
        var batch = new RecordBatch("p");
        Fill(batch, new Random(7), 30);
        batch.Account(batch.LastPosition, [new OutcomeCount(RecordOutcome.Rejected, "bad_link", 1)]);

        batch.Clear();

        Assert.Equal((0, 0, 0L, 0), (batch.Count, batch.Length, batch.LastPosition, batch.Outcomes.Count));
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
