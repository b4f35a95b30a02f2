using System.Buffers.Binary;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Storage;

public class RecordTests
{
    private const int Seed = 20250731;

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var random = new Random(Seed);
        var writer = new RecordWriter();
        for (var round = 0; round < 200; round++)
        {
            writer.Clear();
            var records = Enumerable.Range(0, random.Next(1, 20)).Select(_ => new RandomRecord(random, writer)).ToArray();

            Assert.Equal(records.Count(r => r.Kind is RecordKind.Rejected or RecordKind.Loss), writer.Notes);
            Assert.Equal(records.Length, writer.Count + writer.Notes);
            Assert.All(records.Zip(Split(writer)), pair => pair.First.MustEqual(pair.Second));
        }
    }

    [Fact]
    public void EmptyTextsAreAbsentAndLoneSurrogatesReplaced()
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Step, 0, 1, 2, 3);
        writer.Add(RecordField.Name, "");
        writer.Add(RecordField.Component, default(ReadOnlySpan<byte>));
        writer.Add(RecordField.Message, "a\ud800b");
        writer.End();

        var record = new SequenceRecord(Assert.Single(Split(writer)));
        Assert.True(record.Name.IsEmpty);
        Assert.True(record.Component.IsEmpty);
        Assert.Equal("a\ufffdb"u8, record.Message);
    }

    [Fact]
    public void FieldsOutOfOrderAreAMistakeOfOurs()
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Step, 0, 1, 2, 3);
        writer.Add(RecordField.Message, "m");

        Assert.Throws<InvalidOperationException>(() => writer.Add(RecordField.Message, "again"));
        Assert.Throws<InvalidOperationException>(() => writer.Add(RecordField.Name, "too late"));
    }

    [Fact]
    public void AWriterThatOneGiantRecordHasGrownIsUsedAgain()
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Step, 0, 1, 2, 3);
        writer.Add(RecordField.Message, new byte[3 << 20]);
        writer.End();
        Assert.Equal(3 << 20, new SequenceRecord(Assert.Single(Split(writer))).Message.Length);

        writer.Clear();

        Assert.Equal((0, 0), (writer.Count, writer.Length));
        new RandomRecord(new Random(Seed), writer).MustEqual(Assert.Single(Split(writer)));
    }

    [Fact]
    public void ARecordThatIsCutAnywhereIsMalformedOrNothingIsMissing()
    {
        var random = new Random(Seed);
        var writer = new RecordWriter();
        _ = new RandomRecord(random, writer);
        var whole = Assert.Single(Split(writer));

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => Read(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void DamagedBytesAreARecordOrAFormatExceptionAndNothingElse()
    {
        var random = new Random(Seed);
        var writer = new RecordWriter();
        for (var round = 0; round < 20_000; round++)
        {
            writer.Clear();
            _ = new RandomRecord(random, writer);
            var bytes = Split(writer)[0];
            for (var damage = random.Next(1, 8); damage > 0; damage--)
            {
                // Mostly the head, where the mask and the first lengths are.
                bytes[random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 48) : bytes.Length)] = (byte)random.Next(256);
            }

            AssertReadableOrMalformed(bytes);
        }
    }

    [Fact]
    public void NoiseIsARecordOrAFormatExceptionAndNothingElse()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            AssertReadableOrMalformed(bytes);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(2)]
    public void ALengthThatDoesNotFitIsMalformed(int length)
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Step, 0, 1, 2, 3);
        writer.Add(RecordField.Name, "n");
        writer.End();
        var bytes = Assert.Single(Split(writer));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), length);

        Assert.Contains("not a sequence record", Assert.Throws<FormatException>(() => Read(bytes)).Message);
    }

    [Fact]
    public void ACountOfAnotherSizeIsMalformed()
    {
        var writer = new RecordWriter();
        writer.Start(RecordKind.Step, 0, 1, 2, 3);
        writer.Add(RecordField.Count, "new");
        writer.End();

        Assert.Contains("newer version", Assert.Throws<FormatException>(() => Read(Split(writer)[0])).Message);
    }

    private static void Read(ReadOnlySpan<byte> bytes) => _ = new SequenceRecord(bytes);

    private static void AssertReadableOrMalformed(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (FormatException)
        {
            // The one exception that is allowed; any other fails the test.
        }
    }

    private static List<byte[]> Split(RecordWriter writer)
    {
        var records = new List<byte[]>();
        for (var rest = writer.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            records.Add(rest.Slice(4, length).ToArray());
            rest = rest[(4 + length)..];
        }

        return records;
    }
}
