using System.Text;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Storage;

/// <summary>A record with random content, what it was made of, and its bytes.</summary>
internal sealed class RandomRecord
{
    private static readonly RecordField[] AllFields = Enum.GetValues<RecordField>();

    private readonly Dictionary<RecordField, byte[]> _fields = [];
    private long _count;

    public RandomRecord(Random random, RecordWriter writer)
    {
        Kind = (RecordKind)random.Next(1, 8);
        Status = (byte)random.Next(4);
        Sequence = random.NextInt64();
        At = random.NextInt64(long.MinValue, long.MaxValue);
        DurationMs = random.Next(3) == 0 ? double.NaN : random.NextDouble() * 1e6;
        writer.Start(Kind, Status, Sequence, At, DurationMs);
        foreach (var field in AllFields.Where(_ => random.Next(2) == 0))
        {
            Add(field, random, writer);
        }

        var start = writer.Length;
        writer.End();
        Assert.Equal(start, writer.Length);
    }

    public RecordKind Kind { get; }

    public byte Status { get; }

    public long Sequence { get; }

    public long At { get; }

    public double DurationMs { get; }

    public void MustEqual(ReadOnlySpan<byte> bytes)
    {
        var read = new SequenceRecord(bytes);
        Assert.Equal((Kind, Sequence, At), (read.Kind, read.Sequence, read.UnixMicroseconds));
        Assert.Equal((Status, Status), ((byte)read.StepStatus, (byte)read.SequenceStatus));
        Assert.Equal(DurationMs, read.DurationMs);
        Assert.Equal(Field(RecordField.Name), read.Name);
        Assert.Equal(Field(RecordField.Component), read.Component);
        Assert.Equal(Field(RecordField.Message), read.Message);
        Assert.Equal(Field(RecordField.Metadata), read.Metadata);
        Assert.Equal(Field(RecordField.Error), read.Error);
        Assert.Equal(Field(RecordField.Trace), read.Trace);
        Assert.Equal(Field(RecordField.EventId), read.EventId);
        Assert.Equal(Field(RecordField.Key), read.Key);
        Assert.Equal(Field(RecordField.EntityType), read.EntityType);
        Assert.Equal(Field(RecordField.EntityId), read.EntityId);
        Assert.Equal(Field(RecordField.LinkType), read.LinkType);
        Assert.Equal(Field(RecordField.UserId), read.UserId);
        Assert.Equal(Field(RecordField.Username), read.Username);
        Assert.Equal(Field(RecordField.Language), read.Language);
        Assert.Equal(Field(RecordField.Original), read.Original);
        Assert.Equal(_count, read.Count);
    }

    private ReadOnlySpan<byte> Field(RecordField field) => _fields.GetValueOrDefault(field);

    private void Add(RecordField field, Random random, RecordWriter writer)
    {
        if (field is RecordField.Count)
        {
            writer.Add(field, _count = random.NextInt64());
            return;
        }

        // Mostly small, sometimes larger than the writer's first buffer.
        var length = random.Next(8) == 0 ? random.Next(20_000) : random.Next(20);
        if (random.Next(2) == 0)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            writer.Add(field, bytes);
            _fields[field] = bytes;
        }
        else
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(_ => char.ConvertFromUtf32(random.Next(0x20, 0xD000))));
            writer.Add(field, text);
            _fields[field] = Encoding.UTF8.GetBytes(text);
        }
    }
}
